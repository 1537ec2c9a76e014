import { siteFiles } from '../../lib/nginx/site';
import { HostFolder, mainlineNginx } from '../goldens/nginx-verdict';
import { sites } from '../goldens/sites';

const mainline = mainlineNginx();
const folder = new HostFolder();
afterAll(() => folder.remove());

/** This build of nginx has no stream module, which a relay needs. */
const names = Object.keys(sites).filter((name) => !sites[name]!.relay);

(mainline ? test : test.skip).each(names)('%s is accepted by nginx mainline', (name) => {
  expect(folder.complaint(siteFiles(sites[name]!), mainline)).toBe('');
});
