#!/usr/bin/env bash
# Builds as on a machine without the audio packages, and looks whether all but sound works.
#
#     build_without_audio.sh [FOLDER]
#
# FOLDER keeps the build; it takes as long as any first build.
set -euo pipefail
cd "$(dirname "$0")/../.."
folder=${1:-/tmp/lilt-without-audio}
LILT_AUDIO=0 swift build --product lilt --scratch-path "$folder/build"
lilt=$folder/build/debug/lilt
! ldd "$lilt" | grep -E 'fluidsynth|asound|sndfile' || { echo "it needs audio libraries"; exit 1; }
cd "$folder"
"$lilt" train "$OLDPWD/Corpus" --output small.safetensors --epochs 1 --hidden 16 --layers 1 --quiet
"$lilt" generate small.safetensors --output tune.mid --format abc,svg --quiet
for command in "render tune.mid -o tune.wav" "play tune.mid" "live small.safetensors" devices \
  "soundfont list" "generate small.safetensors -o tune.wav -q"; do
  status=0
  text=$("$lilt" $command 2>&1) || status=$?
  echo "$status: $text"
  [ "$status" = 1 ] && [ "$(wc -l <<<"$text")" = 1 ] && grep -q "apt-get install" <<<"$text"
done
{ "$lilt" doctor || true; } | grep -A1 BAD
