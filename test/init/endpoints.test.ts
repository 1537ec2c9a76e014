import { join } from 'node:path';
import { declaredInClasses } from '../../lib/init/class-endpoints';
import { Configuration } from '../../lib/init/configuration';
import { contentsOfFolders } from '../../lib/init/contents';
import { endpointsOf, type Declared } from '../../lib/init/endpoint';
import { declaredInSources } from '../../lib/init/source-endpoints';
import { compiled, sourcesOf } from './compiled';
import { STRUCTURES, type Structure } from './structures';

const folder = compiled(STRUCTURES);

function found(declared: readonly Declared[], { properties = '' }: Structure) {
  const configuration = new Configuration({ 'application.properties': properties });
  const prefixes = {
    context: configuration.get('server.servlet.context-path') ?? '',
    servlet: configuration.get('spring.mvc.servlet.path') ?? '',
  };
  const { endpoints, doubts } = endpointsOf(declared, (text) => configuration.resolve(text), prefixes);
  return { endpoints: endpoints.map(({ kind, path }) => `${kind} ${path}`).sort(), doubts };
}

const cases = STRUCTURES.map((structure, index) => [structure.title, structure, index] as const);
const sorted = ({ endpoints, doubts = [] }: Pick<Structure, 'endpoints' | 'doubts'>) => ({ endpoints: [...endpoints].sort(), doubts });

test.each(cases)('classes: %s', (_, structure, index) => {
  const { classes } = contentsOfFolders([join(folder, 'com', 'example', `s${index}`)]);
  expect(classes.length).toBeGreaterThanOrEqual(Object.keys(structure.java).length);
  expect(found(declaredInClasses(classes), structure)).toEqual(sorted(structure));
});

test.each(cases)('sources: %s', (_, structure, index) => {
  const { endpoints, doubts } = found(declaredInSources(Object.values(sourcesOf(structure, index))), structure);
  // sources are named by their class alone
  expect({ endpoints, doubts }).toEqual({
    ...sorted(structure),
    doubts: (structure.doubts ?? []).map((doubt) => doubt.replace(/\.\w+:/, ':')),
  });
});
