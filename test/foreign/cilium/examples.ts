import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { loadSource } from '../../../cli/manifests';
import { readPolicies } from '../../../policy/read';
import { defaultSettings } from '../../../policy/settings';
import { schemaOf } from '../../../upstream/schemas/load';
import type { Suite } from '../suite';
import { createCounter } from '../tally';

const folder = 'examples/policies';

/** Features that some examples are about. */
const settings = { ...defaultSettings, nodeSelectorLabels: true, extendedProtocols: true };

/** Examples that Cilium 1.19 does not accept itself. */
const stale: Readonly<Record<string, string>> = {
  'auth/auth.yaml': 'examples with `auth`, which the API calls `authentication`',
  'l3/requires/requires.yaml': 'examples with `fromRequires`, which Cilium 1.19 has removed',
};

/** The policies of Cilium's documentation: each has to be accepted. */
export const ciliumExamples: Suite = {
  needs: [folder],
  run: root => {
    const counter = createCounter();
    for (const file of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).sort()) {
      if (!/\.ya?ml$/.test(file)) continue;
      const why = Object.hasOwn(stale, file) ? stale[file] : undefined;
      if (why !== undefined) {
        counter.skip(why);
        continue;
      }
      const { manifests, findings } = loadSource(join(root, folder, file));
      const all = [...findings, ...readPolicies(manifests, schemaOf, settings).findings];
      const codes = all.filter(({ severity }) => severity === 'error').map(({ code }) => code);
      const found = codes.length === 0 ? 'accepted' : `rejected: ${codes.join(', ')}`;
      counter.check({ file: join(folder, file), what: 'the policies', expected: 'accepted', found });
    }
    return new Map([['examples', counter.tally]]);
  },
};
