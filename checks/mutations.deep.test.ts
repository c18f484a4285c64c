import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { changesBetween } from '../diff/compare';
import { parseYaml } from '../model/yaml';
import { type Repository, readRepository } from '../repository/repository';
import { chooserOf } from '../test/chooser';
import { exampleFiles } from '../test/example-files';
import { manyTimesMutated } from '../test/mutants';
import { allChecks } from './all';
import { findAll } from './run';

const folder = join(__dirname, 'fixtures');
const fixtures = readdirSync(folder)
  .flatMap(code => ['good', 'bad'].map(name => readFileSync(join(folder, code, `${name}.yaml`), 'utf8')))
  .map(text =>
    [...exampleFiles(text)].map(([file, content]) => ({
      file,
      documents: parseYaml(content).map(({ value }) => value),
    })),
  );

test('10,000 mutated manifests give findings and changes or none, and nothing is thrown', () => {
  let manifests = 0;
  let findings = 0;
  let before: Repository | undefined;
  const inputs = fc.gen().map(generate => {
    const choose = chooserOf(generate);
    return choose.pick(fixtures).map(({ file, documents }) => ({
      file,
      documents: documents.map(document => manyTimesMutated(document, choose)),
    }));
  });
  fc.assert(
    fc.property(inputs, files => {
      const texts = files.map(({ file, documents }) => {
        manifests += documents.length;
        return [file, documents.map(document => JSON.stringify(document) ?? '').join('\n---\n')] as const;
      });
      const repository = readRepository(new Map(texts));
      findings += findAll(repository, allChecks).length;
      if (before !== undefined) changesBetween(before, repository);
      before = repository;
    }),
    { seed: 1, numRuns: 4000, unbiased: true },
  );
  expect(manifests).toBeGreaterThan(10_000);
  expect(findings).toBeGreaterThan(10_000);
}, 120_000);
