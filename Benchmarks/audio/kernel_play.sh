#!/usr/bin/env bash
# Plays on the ALSA of a real kernel, which runs in QEMU by software: devices that exist, a device in
# use, the sequencer, and a receiver that is killed and comes back.
#
#     kernel_play.sh LILT [FOLDER]
#
# Needs qemu-system-x86, busybox-static, cpio, kmod, alsa-utils, fluidsynth and sox from Debian, and
# downloads its kernel package (about 70 MB), which is unpacked in FOLDER and not installed. The guest
# sees this machine's files read-only, so it runs the very LILT named. Takes a minute or two.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
lilt=$(realpath "${1:?usage: kernel_play.sh LILT [FOLDER]}")
folder=${2:-/tmp/lilt-kernel}
mkdir -p "$folder/out" && cd "$folder"

if [ ! -e vmlinuz ]; then
  kernel=$(apt-cache depends linux-image-amd64 | awk '/Depends: linux-image/ { print $2; exit }')
  ls "$kernel"_*.deb >/dev/null 2>&1 || apt-get download "$kernel"
  dpkg-deb --fsys-tarfile "$kernel"_*.deb | tar x --wildcards './boot/vmlinuz-*' \
    './lib/modules/*/modules.*' './lib/modules/*/kernel/sound/core/*' \
    './lib/modules/*/kernel/sound/drivers/*' './lib/modules/*/kernel/sound/soundcore.ko*' \
    './lib/modules/*/kernel/net/9p/*' './lib/modules/*/kernel/fs/9p/*' \
    './lib/modules/*/kernel/fs/netfs/*' './lib/modules/*/kernel/fs/fscache/*' \
    './lib/modules/*/kernel/drivers/virtio/*'
  mv boot/vmlinuz-* vmlinuz
fi
rm -f out/log out/*.txt out/*.wav out/*.mid
rm -rf root && mkdir -p root/bin root/proc root/sys root/dev root/mnt root/lib
cp -r lib/modules root/lib/
cp "$(command -v busybox)" root/bin/busybox
depmod -b root "$(ls root/lib/modules)"
cat >root/init <<'INIT'
#!/bin/busybox sh
/bin/busybox mkdir -p /sbin /usr/bin /usr/sbin
/bin/busybox --install -s
mount -t proc p /proc; mount -t sysfs s /sys; mount -t devtmpfs d /dev
for module in virtio_pci 9pnet_virtio 9p snd-seq snd-seq-dummy snd-dummy snd-aloop snd-hrtimer; do
  modprobe $module
done
mount -t 9p -o trans=virtio,version=9p2000.L,ro,msize=262144,cache=loose root /mnt
mount --bind /dev /mnt/dev; mount -t proc p /mnt/proc; mount -t sysfs s /mnt/sys
mount -t tmpfs t /mnt/run; mount -t tmpfs t /mnt/mnt
mount -t 9p -o trans=virtio,version=9p2000.L,msize=262144 out /mnt/mnt
chroot /mnt /bin/bash /mnt/test.sh >/mnt/mnt/log 2>&1
echo $? >/mnt/mnt/rc
sync; poweroff -f
INIT
chmod +x root/init
(cd root && find . | cpio -o -H newc 2>/dev/null | gzip -1) >initrd.gz

python3 - "$here" out <<'TUNES'
import pathlib, sys
sys.path.insert(0, sys.argv[1])
from paced_play import midi
out = pathlib.Path(sys.argv[2])
strokes = [(500 * n, bytes([0x99, 75, 100])) for n in range(1, 9)]
ends = [(at + 250, bytes([0x89, 75, 0])) for at, _ in strokes]
(out / "clicks.mid").write_bytes(midi(strokes + ends, 4500))
notes = [(250 * n, bytes([0x90, 60 + n, 100])) for n in range(40)]
ends = [(at + 200, bytes([0x80, message[1], 0])) for at, message in notes]
(out / "scale.mid").write_bytes(midi(notes + ends, 10_000))
# Two notes at any time, so that whoever is stopped or killed has some on.
ends = [(at + 500, bytes([0x80, message[1], 0])) for at, message in notes]
(out / "legato.mid").write_bytes(midi(notes + ends, 10_300))
call = [(100 + 300 * n, bytes([0x90, [62, 66, 69, 74][n % 4], 90])) for n in range(30)]
ends = [(at + 200, bytes([0x80, message[1], 0])) for at, message in call]
(out / "call.mid").write_bytes(midi(call + ends, 9500))
TUNES
cat >out/test.sh <<GUEST
export HOME=/mnt TMPDIR=/mnt XDG_RUNTIME_DIR=/mnt PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export LD_LIBRARY_PATH=$(dirname "$(dirname "$(command -v swift || echo /usr/bin/swift)")")/lib/swift/linux
export LILT_SOUNDFONT=$here/../../SoundFonts/Lilt.sf2
lilt=$lilt
model=${LILT_MODEL:-}
GUEST
cat >>out/test.sh <<'GUEST'
cd /mnt
echo "== devices"; $lilt devices
echo "== doctor"; $lilt doctor
echo "== play on hw:Loopback"
arecord -q -D hw:Loopback,1,0 -f S16_LE -r 48000 -c 2 -d 30 heard.wav & recorder=$!
sleep 1
$lilt play -q --latency 400 -d hw:Loopback,0,0 clicks.mid; echo "exit $?"
echo "== a device in use"
$lilt play -q --loop --latency 400 -d hw:Loopback,0,1 scale.mid & holder=$!
while grep -q closed /proc/asound/Loopback/pcm0p/sub1/status; do sleep 0.1; done
$lilt play -q -d hw:Loopback,0,1 clicks.mid; echo "exit $?"
kill -INT $holder; wait $holder; echo "interrupted: exit $?"
wait $recorder
echo "== sequencer: a receiver that notes what comes"
stdbuf -oL aseqdump >dump.txt 2>&1 & dump=$!
until grep -q Waiting dump.txt; do sleep 0.1; done
$lilt play -q --sequencer aseqdump:0 scale.mid; echo "exit $?"
kill $dump; wait $dump 2>/dev/null
echo "== sequencer: when it comes"
arecordmidi -p "Midi Through:0" -b 120 -t 960 when.mid & recorder=$!
sleep 2
$lilt play -q --sequencer "Midi Through:0" scale.mid; echo "exit $?"
sleep 0.5; kill -INT $recorder; wait $recorder
echo "== sequencer: interrupted"
stdbuf -oL aseqdump >stopped.txt 2>&1 & dump=$!
until grep -q Waiting stopped.txt; do sleep 0.1; done
$lilt play -q --sequencer aseqdump:0 legato.mid & player=$!
until grep -q 'Note on' stopped.txt; do sleep 0.1; done
sleep 1; kill -INT $player; wait $player; echo "exit $?"
sleep 0.5; kill $dump; wait $dump 2>/dev/null
echo "== sequencer: the receiver is killed and comes back"
stdbuf -oL aseqdump >before.txt 2>&1 & dump=$!
until grep -q Waiting before.txt; do sleep 0.1; done
$lilt play --sequencer aseqdump:0 legato.mid & player=$!
until grep -q 'Note on' before.txt; do sleep 0.1; done
sleep 1; kill -KILL $dump; wait $dump 2>/dev/null
sleep 1.5
stdbuf -oL aseqdump >after.txt 2>&1 & dump=$!
wait $player; echo "exit $?"
sleep 0.5; kill $dump; wait $dump 2>/dev/null
if [ -n "$model" ]; then
  echo "== live: a call through the sequencer, and its answer"
  $lilt live "$model" -q -d hw:Loopback,0,2 --latency safe --rhythm jig --key D --answer --bars 12 \
    --keyboard "Midi Through:0" --record answer.mid & player=$!
  sleep 6
  aplaymidi -p 14:0 call.mid
  wait $player; echo "exit $?"
fi
GUEST

accelerate="-accel tcg,thread=multi"
timeout 900 qemu-system-x86_64 $accelerate -cpu max -m 1024 -smp 2 -kernel vmlinuz -initrd initrd.gz \
  -append "console=ttyS0 quiet panic=-1 no_timer_check" -nographic -no-reboot -nic none -monitor none \
  -serial file:console.txt \
  -virtfs local,path=/,mount_tag=root,security_model=none,readonly=on,multidevs=remap \
  -virtfs "local,path=$PWD/out,mount_tag=out,security_model=none" </dev/null
cat out/log
python3 "$here/kernel_check.py" out
