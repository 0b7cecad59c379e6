#!/bin/sh
# Starts the packaged application without a screen and without loudspeakers, and checks that it
# works:
#
#   app/packaging/smoke_test.sh PROGRAM [SECONDS]
#
# SECONDS (default: 15) is how long the demo and the camera run; a busy machine needs more to start.
# Sound goes to the null sink of a private PulseAudio server where there is one.
set -eu

seconds=${2:-15}
program=$(command -v "$1") || { echo "“$1” is not a program"; exit 2; }
case $program in /*) ;; *) program=$PWD/$program ;; esac
folder=$(mktemp -d)
export HOME="$folder" XDG_RUNTIME_DIR="$folder" QT_QPA_PLATFORM=offscreen
unset XDG_CONFIG_HOME XDG_CACHE_HOME XDG_DATA_HOME XDG_STATE_HOME DBUS_SESSION_BUS_ADDRESS
server=

finish() {
    [ -z "$server" ] || kill "$server"
    rm -rf "$folder"
}
trap finish EXIT

check() { # check WHAT COMMAND...: runs a command and reports it
    what=$1
    shift
    if "$@" >"$folder/log" 2>&1; then
        echo "ok    $what"
    else
        echo "FAILS $what"
        cat "$folder/log"
        exit 1
    fi
}

if command -v pulseaudio >/dev/null; then
    export PULSE_SERVER="unix:$folder/native"
    pulseaudio -n --daemonize=no --exit-idle-time=-1 --use-pid-file=no \
        -L "module-native-protocol-unix auth-anonymous=1 socket=$folder/native" \
        -L "module-null-sink sink_name=null" >/dev/null 2>&1 &
    server=$!
    while [ ! -S "$folder/native" ]; do sleep 0.2; done
    printf '%s\n' 'pcm.!default pulse' 'ctl.!default pulse' >"$folder/.asoundrc"
fi

cd "$folder"
data=$(find "$(dirname "$(readlink -f "$program")")" -name _bundled)/resources
demo="$data/demo/demo.mp4"

check "version" "$program" --version
check "doctor" "$program" doctor --json doctor.json
check "doctor: Qt starts" grep -q '"detail": "offscreen"' doctor.json
check "doctor: PortAudio is found" sh -c '! grep -q PortAudio doctor.json'
[ -z "$server" ] || check "doctor: loudspeakers" \
    sh -c 'grep -A 1 Loudspeakers doctor.json | grep -q true'
check "demo" "$program" demo --seconds "$seconds" --json demo.json --screenshot demo.png
check "demo: maps" grep -Eq '"maps": [1-9]' demo.json
check "recording" "$program" live --camera "$demo" --seconds "$seconds" --record
recording=$(find "$HOME" -name '*.mp4' | head -n 1)
check "recording: a video" test -s "$recording"
mkdir "Bühne 1"
cp "$recording" "Bühne 1/Straße.mp4"
cp "$recording" "Bühne 1/Straße 2.mp4"
check "localize, with two processes" "$program" localize "Bühne 1" --out out --workers 2
check "localize: two tables" sh -c 'for table in out/Straße.csv "out/Straße 2.csv"; do
    test "$(wc -l <"$table")" -gt 10 || exit 1; done'
check "image and sound" "$program" localize demo.png --sound "$data/sounds/trumpet.ogg" --out image
