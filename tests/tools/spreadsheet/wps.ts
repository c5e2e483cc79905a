/** The files of the WPS add-in beside its script and its metadata, in the layout of wpsjs. */
export const WPS_FILES: Readonly<Record<string, string>> = {
  'manifest.xml': `<?xml version="1.0" encoding="UTF-8"?>
<JsPlugin>
  <ApiVersion>1.0.0</ApiVersion>
  <Name>jiantui</Name>
  <Description>扶贫文件的逐条判断：谁该得到帮助、渐退多久、依据哪一条。</Description>
  <Functions>
    <Uri>/functions.json</Uri>
    <Namespace>JIANTUI</Namespace>
  </Functions>
</JsPlugin>
`,
  'ribbon.xml': `<customUI xmlns="http://schemas.microsoft.com/office/2006/01/customui">
  <ribbon startFromScratch="false"/>
</customUI>
`,
  'index.html': `<!DOCTYPE html>
<html lang="zh-CN">
  <head>
    <meta charset="utf-8">
    <title>jiantui</title>
    <script src="main.js"></script>
  </head>
  <body></body>
</html>
`,
  // Versions that make a page of their own load this file and no other.
  'main.js': `document.write("<script src='js/functions.js'></script>");
`,
  'package.json': `${JSON.stringify({ name: 'jiantui', description: 'jiantui', addonType: 'et' }, null, 2)}\n`,
  // Lies on the intranet server for the machines' own list of add-ins; the address is the deployer's.
  'jsplugins.xml': `<?xml version="1.0" encoding="UTF-8"?>
<jsplugins>
  <jspluginonline name="jiantui" type="et" url="http://127.0.0.1:3889/"/>
</jsplugins>
`,
};
