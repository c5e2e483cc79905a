/** The files that tell LibreOffice what the extension is. */
export function oxtFiles(version: string): Readonly<Record<string, string>> {
  return {
    'META-INF/manifest.xml': `<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="http://openoffice.org/2001/manifest">
  <manifest:file-entry manifest:full-path="XJiantui.rdb" manifest:media-type="application/vnd.sun.star.uno-typelibrary;type=RDB"/>
  <manifest:file-entry manifest:full-path="jiantui.components" manifest:media-type="application/vnd.sun.star.uno-components"/>
</manifest:manifest>
`,
    // Registered by what is written here: the Python file cannot be run before its interface is known.
    'jiantui.components': `<?xml version="1.0" encoding="UTF-8"?>
<components xmlns="http://openoffice.org/2010/uno-components">
  <component loader="com.sun.star.loader.Python" uri="jiantui_addin.py">
    <implementation name="jiantui">
      <service name="com.sun.star.sheet.AddIn"/>
      <service name="jiantui"/>
    </implementation>
  </component>
</components>
`,
    'description.xml': `<?xml version="1.0" encoding="UTF-8"?>
<description xmlns="http://openoffice.org/extensions/description/2006" xmlns:l="http://libreoffice.org/extensions/description/2011">
  <identifier value="org.jiantui.sheet"/>
  <version value="${version}"/>
  <display-name>
    <name lang="zh">渐退 jiantui</name>
    <name lang="en">jiantui</name>
  </display-name>
  <dependencies>
    <l:LibreOffice-minimal-version value="7.0" name="LibreOffice 7.0"/>
  </dependencies>
</description>
`,
  };
}
