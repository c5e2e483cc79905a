#!/usr/bin/env bash
# Installs what the LibreOffice suite and the pictures of the guide need on a Debian machine, where it is missing. Needs root.
set -euo pipefail
if command -v soffice >/dev/null && [ -x /usr/lib/libreoffice/sdk/bin/unoidl-write ] && command -v pdftoppm >/dev/null && /usr/bin/python3 -c 'import uno' 2>/dev/null; then
  exit 0
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update
apt-get install -y --no-install-recommends libreoffice-calc libreoffice-script-provider-python python3-uno libreoffice-dev fonts-noto-cjk poppler-utils
