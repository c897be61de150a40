#!/bin/bash
# A stand-in for the runtime and the SDK that the manifest asks for, made of packages of the distribution, where the real
# ones cannot be downloaded: stand-in.sh WORK RUNTIME SDK BRANCH
#   WORK     gets `repository`, and the remote "stand-in" of it is added to the installation in FLATPAK_USER_DIR
#   SUITE    the release that the packages come from; the mirror is the one that apt uses
# It proves manifest, sandbox, permissions and portals; versions are the distribution's, and there are no extensions for
# graphics drivers, languages and codecs.
set -euo pipefail
work=$(realpath -m "${1:?WORK}") runtime=${2:?RUNTIME} sdk=${3:?SDK} branch=${4:?BRANCH}
suite=${SUITE:-trixie}
here=$(cd "$(dirname "$0")" && pwd)
arch=$(flatpak --default-arch)
triplet=$(gcc -print-multiarch)
mirror=$(sh "$here/mirror.sh")
mkdir -p "$work"

# What the real runtime has, and no more: libmosquitto and the broker are modules of the manifest.
platform=libgtk-4-1,libadwaita-1-0,libsoup-3.0-0,libjson-glib-1.0-0,libcurl4t64,libarchive13t64,libsecret-1-0
platform+=,libsqlite3-0,libxml2,libjpeg62-turbo,zlib1g,libssl3t64,librsvg2-common,glib-networking,ca-certificates
platform+=,gsettings-desktop-schemas,dconf-gsettings-backend,adwaita-icon-theme,hicolor-icon-theme,fonts-cantarell
platform+=,fonts-dejavu-core,shared-mime-info,libgstreamer1.0-0,gstreamer1.0-plugins-base,gstreamer1.0-plugins-good
platform+=,at-spi2-core,dbus-bin,libglib2.0-bin,xkb-data
tools=gcc,g++,libc6-dev,make,cmake,meson,ninja-build,pkgconf,gettext,git,patch,desktop-file-utils,appstream
tools+=,appstream-util,appstream-compose,libxml2-utils,xz-utils,bzip2,binutils,elfutils,debugedit
tools+=,libgtk-4-dev,libadwaita-1-dev,libsoup-3.0-dev,libjson-glib-dev,libcurl4-openssl-dev,libarchive-dev,libssl-dev
tools+=,libsecret-1-dev,libsqlite3-dev,zlib1g-dev,libjpeg-dev,libgstreamer1.0-dev,libgstreamer-plugins-base1.0-dev
tools+=,libglib2.0-dev

install_tree () { # DIR PACKAGES
  rm -rf "$1"
  mmdebstrap --quiet --variant=essential \
    --aptopt='Acquire::Check-Valid-Until "false"' --aptopt='Acquire::Languages "none"' \
    --aptopt='Apt::Install-Recommends "false"' \
    --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' \
    --dpkgopt='path-exclude=/usr/share/info/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
    --include="$2" "$suite" "$1" "$mirror"
}

# A tree of packages becomes what flatpak exports: its /usr as files, with /etc below it.
stage () { # TREE OUT NAME
  rm -rf "$2"
  mkdir -p "$2/files"
  mv "$1/usr" "$2/usr"
  rm -rf "$2/usr/lib/systemd" "$2/usr/share/doc" "$2/usr/share/man" "$2/usr/src" "$2/usr/etc"
  cp -a "$1/etc" "$2/usr/etc"
  rm -rf "$2/usr/etc/"{passwd,group,shadow,gshadow,hostname,hosts,resolv.conf,machine-id,localtime,mtab,apt,systemd}
  ln -sf ../sbin/ldconfig "$2/usr/bin/ldconfig"
  : > "$2/usr/etc/ld.so.conf" # empty: flatpak then writes one that has /app/lib
  find "$2/usr" \( -type c -o -type b -o -type p -o -type s \) -delete
  find "$2/usr" -type d ! -perm -u+w -exec chmod u+w {} +
  cat > "$2/metadata" <<METADATA
[Runtime]
name=$3
runtime=$runtime/$arch/$branch
sdk=$sdk/$arch/$branch

[Environment]
GI_TYPELIB_PATH=/app/lib/girepository-1.0
GST_PLUGIN_SYSTEM_PATH=/app/lib/gstreamer-1.0:/usr/lib/$triplet/gstreamer-1.0
XDG_DATA_DIRS=/app/share:/usr/share:/usr/share/runtime/share:/run/host/user-share:/run/host/share
METADATA
  rm -rf "$1"
}

export_tree () { # PACKAGES NAME
  install_tree "$work/tree" "$1"
  stage "$work/tree" "$work/stage" "$2"
  flatpak build-export --runtime --no-update-summary --disable-fsync --arch="$arch" "$work/repository" "$work/stage" \
    "$branch" >/dev/null
  rm -rf "$work/stage"
}

[ -d "$work/repository" ] || ostree init --repo="$work/repository" --mode=archive-z2 >/dev/null
ostree --repo="$work/repository" config set archive.zlib-level 1
export_tree "$platform" "$runtime"
export_tree "$platform,$tools" "$sdk"
flatpak build-update-repo "$work/repository" >/dev/null
flatpak --user remote-add --if-not-exists --no-gpg-verify stand-in "$work/repository"
flatpak --user install -y --noninteractive --no-related stand-in "$runtime//$branch" "$sdk//$branch" >/dev/null
