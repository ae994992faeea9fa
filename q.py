import subprocess,sys
import os
