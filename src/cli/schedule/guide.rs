//! What the person who installs and keeps `tthc` has to know, as `tthc schedule --help` prints it.

/// The page; exit codes stand in it as what a person does about them.
pub(super) const GUIDE: &str = "\
CÀI ĐẶT VÀ VẬN HÀNH

1. Cài đặt
   Chương trình là một tệp duy nhất, không cần mạng, không cần máy chủ cơ sở dữ liệu.
     cargo install --path . --locked            dựng bản tối ưu (khoảng 12 phút trên hai nhân)
     install -m 755 ~/.cargo/bin/tthc /usr/local/bin/tthc
   Tạo một người dùng riêng và một thư mục làm việc mà chỉ người đó ghi được:
     useradd --system --create-home --home-dir /srv/tthc tthc
     cp -r pipelines /srv/tthc/
   Trong tệp pipeline ghi `inbox` (nơi các đơn vị gửi tệp vào) và `output` (nơi để kết quả).

2. Lượt chạy đầu tiên
     cd /srv/tthc
     tthc doctor nightly        khai báo, thư mục, quyền, đĩa, giờ, danh mục đơn vị: dòng nào hỏng thì sửa trước
     tthc run nightly           chạy tay một lượt
     tthc status nightly        ai đã gửi, ai chưa gửi

3. Đặt lịch: khai báo trong tệp pipeline
     [schedule]
     at = \"01:00\"                    giờ chạy
     zone = \"Asia/Ho_Chi_Minh\"       múi giờ; mặc định
     days = [\"mon\", \"thu\"]           chỉ những ngày này; hoặc monthly = 5; không ghi thì mỗi ngày
     nice = 10                       nhường máy cho việc khác (0 đến 19); mặc định
     mail = \"sonoivu@example.vn\"     nhận thư khi có điều cần biết; không bắt buộc
     on-failure = \"/srv/bao-hong\"    lệnh chạy khi không xuất bản được; không bắt buộc
   Đổi lịch không làm bước nào phải chạy lại.

   Bằng cron (đăng nhập bằng người dùng tthc):
     tthc schedule nightly --cron          in dòng để dán vào cuối `crontab -e`
   Bằng systemd (quyền root, đứng trong /srv/tthc):
     tthc schedule nightly --dir /etc/systemd/system
     systemctl daemon-reload
     systemctl enable --now tthc-nightly.timer
     systemctl list-timers tthc-nightly.timer
     journalctl -u tthc-nightly.service    xem chương trình đã nói gì
   Không cần flock: chương trình tự khóa, hai lượt không bao giờ chạy chồng lên nhau.

4. Mã thoát và việc phải làm
     0    kết quả đang xuất bản là trọn vẹn. Không phải làm gì.
     1    hỏng, không xuất bản; kết quả tốt gần nhất vẫn nguyên. Đọc dòng `error`, chạy `tthc doctor nightly`,
          sửa xong chạy lại lệnh ở dòng cuối.
     2    sai lệnh hoặc sai khai báo. Sửa đúng tệp, dòng và khóa đã nêu; chưa có gì được chạy.
     3    đã xuất bản nhưng còn thiếu số liệu. Đôn đốc đơn vị chưa gửi (`tthc status nightly --missing`), gửi trả
          tệp trong phan-hoi/ cho đơn vị có lỗi. Đêm sau số liệu mới được đọc vào. Đêm không có gì mới vẫn thoát với 3
          nhưng im lặng; --notify always thì đêm nào cũng nói.
     4    hộp thư chưa có tệp nào. Kiểm tra các đơn vị có gửi đúng thư mục, đúng kỳ không.
     5    chỉ một bước được chạy lại. Chạy `tthc run nightly` để các bước sau theo kịp.
     11   lượt khác đang chạy. Đợi; nếu treo thì `tthc doctor nightly` cho biết tiến trình nào giữ khóa.
     130, 143   bị ngắt. Không có gì dở dang được xuất bản; chạy lại.
   Phần mềm giám sát: `tthc status nightly --monitor` in một dòng, thoát với 0, 1 hoặc 2 (OK, WARNING, CRITICAL).
   `tthc doctor` thoát với 0 khi chỉ có cảnh báo, 1 khi có điều làm hỏng lượt chạy tới, 2 khi khai báo sai.
   `tthc run` và `tthc deliver` thoát với 3 khi một nơi trong [[deliver]] chưa nhận được; đêm sau tự giao lại.
   `tthc bundle` thoát với 3 khi một tệp đầu vào đã mất hoặc đã đổi từ lượt đó.

5. Cái gì nằm ở đâu
     <output>/<pipeline>/<kỳ>/latest          liên kết đến lượt trọn vẹn mới nhất: lãnh đạo mở thư mục này
     <output>/<pipeline>/<kỳ>/runs/<lượt>/    mỗi lượt một thư mục: xep-hang.xlsx, phan-hoi/, data/, run.json,
                                              log.jsonl, SHA256SUMS
     <output>/<pipeline>/last-start.json      lần chạy gần nhất bắt đầu lúc nào, kết thúc ra sao, dù không có gì mới
     <output>/<pipeline>/<kỳ>/.lock           khóa; tự mất hiệu lực khi tiến trình kết thúc, không cần xóa
   Sao lưu: thư mục output, inbox và pipelines. Thư mục runs/ dùng liên kết cứng: chép bằng `rsync -aH`.

6. Khôi phục
   Trở về một lượt trước (lãnh đạo thấy ngay, không tính lại gì):
     cd <output>/<pipeline>/<kỳ> && ln -s runs/<lượt> .latest && mv -T .latest latest
   Lượt chạy sau sẽ lại trỏ latest đến lượt mới; muốn giữ thì dừng lịch trước:
     systemctl stop tthc-nightly.timer        hoặc thêm # vào đầu dòng trong crontab
   Một tệp kết quả bị xóa hay bị sửa: `tthc run nightly` phát hiện và làm lại đúng từng byte.
   Cả thư mục output bị mất: `tthc run nightly` tính lại từ hộp thư; vị trí so với kỳ trước cần thư mục của kỳ
   trước, nên khôi phục nó từ bản sao lưu trước đã (hoặc `tthc run nightly --period KỲ-TRƯỚC`).
   Hộp thư bị mất: lấy lại từ bản sao lưu, hoặc từ thư mục inbox/ trong gói của `tthc bundle`. Tệp giống từng byte
   thì không có gì phải chạy lại.

7. Giao một lượt chạy cho người khác
     tthc bundle nightly                      gói lượt mới nhất thành một tệp .zip
     tthc bundle nightly LƯỢT -o goi.zip      một lượt cũ (tên trong runs/)
   Trong gói có tệp đầu vào, khai báo, kết quả, SHA256SUMS và DOC-TRUOC.txt ghi lệnh chạy lại ra đúng kết quả đó.

8. Đĩa đầy
   Lượt chạy dừng với mã 1, latest không đổi. Xem chỗ trống: `tthc doctor nightly`, `df -h`.
   Xóa được: các lượt cũ trong runs/ mà latest không trỏ đến (gói lại trước nếu cần: `tthc bundle`), và thư mục
   runs/.… của lượt bị giết mà doctor liệt kê. Không xóa lượt mới nhất của kỳ trước: kỳ này so với nó.
   Tệp không đổi giữa các lượt là liên kết cứng, nên xóa một lượt chỉ giải phóng phần riêng của nó.

9. Nâng cấp
     tthc bundle nightly                      giữ một gói của lượt tốt
     install -m 755 tthc-moi /usr/local/bin/tthc
     tthc doctor nightly && tthc run nightly
   Chương trình khác thì lượt đầu làm lại mọi bước từ tệp đã nộp (lý do: chương trình thay đổi), nên lâu như lượt đầu
   tiên. Lùi bản cũng vậy; lượt mà bản cũ không đọc được thì xóa khỏi runs/ trước.
";
