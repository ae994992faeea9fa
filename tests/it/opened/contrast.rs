//! Whether letters stand out from their ground.

use crate::browser::Tab;

/// How light the ground of the page is, from 0 to 1.
pub(super) const GROUND: &str = "(c => (.2126 * c[0] + .7152 * c[1] + .0722 * c[2]) / 255)(getComputedStyle(document.body).backgroundColor.match(/[\\d.]+/g).map(Number))";

/// Every text that is seen, against the ground it stands on, by the formula of WCAG: 4.5 for letters, 3 for large ones.
const FAINT: &str = r"(() => {
    const parts = text => { const c = text.match(/[\d.]+/g).map(Number); return c.length < 4 ? [...c.slice(0, 3), 1] : c };
    const over = (a, b) => [0, 1, 2].map(i => a[i] * a[3] + b[i] * (1 - a[3])).concat(1);
    const light = c => [.2126, .7152, .0722].reduce((sum, w, i) => {
        const v = c[i] / 255; return sum + w * (v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4) }, 0);
    const ground = e => {
        if (!e) return [255, 255, 255, 1];
        const own = parts(getComputedStyle(e).backgroundColor);
        return own[3] === 1 ? own : over(own, ground(e.parentElement)) };
    const faint = new Set(), walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const e = walk.currentNode.parentElement, text = walk.currentNode.textContent.trim();
        if (!text || e.closest('script, style, title') || !e.checkVisibility() || e.disabled) continue;
        const style = getComputedStyle(e), below = ground(e);
        const letters = over(parts(e.closest('svg') ? style.fill : style.color), below);
        const [a, b] = [light(letters), light(below)].sort((x, y) => y - x);
        const size = parseFloat(style.fontSize), large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
        if ((a + .05) / (b + .05) < (large ? 3 : 4.5)) faint.add(`${((a + .05) / (b + .05)).toFixed(2)} ${e.localName}.${e.className} ${text.slice(0, 40)}`);
    }
    return [...faint];
})()";

/// What is too faint to be read.
#[track_caller]
pub(super) fn faint(tab: &Tab) -> Vec<String> {
    serde_json::from_value(tab.eval(FAINT)).unwrap()
}
