import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The root of the repository, also for scripts that are bundled before they run: the nearest folder above with a package.json. */
export const root: string = find(new URL('./', import.meta.url));

function find(folder: URL): string {
  if (existsSync(new URL('package.json', folder))) return fileURLToPath(folder);
  const above = new URL('../', folder);
  if (above.href === folder.href) throw new Error('no package.json above');
  return find(above);
}
