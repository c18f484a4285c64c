import { recordOf } from '../model/fields';
import type { Finding } from '../model/finding';
import { type Manifest, parseManifests } from '../model/manifest';
import { findingOf, type Rule, type RuleFinding } from '../model/rule';
import type { Repository } from '../repository/repository';

export const noSecrets: Rule<Repository> = {
  code: 'no-secrets',
  severity: 'error',
  title: 'A Secret with content, a private key or a credential',
  why: 'Git keeps everything for everybody who can read the repository. Create the Secret in the cluster and refer to it by name; what SOPS has encrypted is accepted. Revoke a credential that was committed: deleting it is not enough.',
  wrong: `
apiVersion: v1
kind: Secret
metadata: { name: token, namespace: shop }
stringData: { token: correct-horse }
`,
  right: `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  containers:
    - name: web
      image: registry.test/web:1.4.2
      env: [{ name: TOKEN, valueFrom: { secretKeyRef: { name: token, key: token } } }]
`,
  find: ({ texts, manifests }) => [
    ...[...texts].flatMap(([file, text]) => credentialsIn(file, text)),
    ...filledSecrets(manifests),
  ],
};

/** Shapes of credentials, as their issuers document them. */
const credentials: readonly { readonly what: string; readonly shape: RegExp }[] = [
  { what: 'a private key', shape: /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY-----/ },
  { what: 'an age key', shape: /AGE-SECRET-KEY-1[0-9A-Z]{20,}/ },
  { what: 'an AWS access key', shape: /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/ },
  { what: 'a GitHub token', shape: /\b(?:gh[opsur]_[0-9A-Za-z]{36,}|github_pat_[0-9A-Za-z_]{22,})/ },
  { what: 'a GitLab token', shape: /\bglpat-[0-9A-Za-z_-]{20,}/ },
  { what: 'a Slack token', shape: /\bxox[abprs]-[0-9A-Za-z-]{10,}/ },
  { what: 'a Slack webhook', shape: /hooks\.slack\.com\/services\/T[0-9A-Z]+\/B[0-9A-Z]+\/[0-9A-Za-z]+/ },
  { what: 'a JSON web token', shape: /\beyJ[0-9A-Za-z_-]{10,}\.eyJ[0-9A-Za-z_-]{10,}\./ },
  { what: 'a Google API key', shape: /\bAIza[0-9A-Za-z_-]{35}/ },
  { what: 'a bcrypt hash', shape: /\$2[aby]\$\d\d\$[./0-9A-Za-z]{53}/ },
];

/** Refuses what must never reach Git: Secrets with content, private keys and anything in the shape of a credential. */
export function findSecrets(files: ReadonlyMap<string, string>): Finding[] {
  return [...files]
    .flatMap(([file, text]) => [
      ...credentialsIn(file, text),
      ...(file.endsWith('.yaml') && text.includes('kind: Secret') ? filledSecrets(parseManifests(text, file)) : []),
    ])
    .map(found => findingOf(noSecrets, found));
}

function credentialsIn(file: string, text: string): RuleFinding[] {
  return text.split('\n').flatMap((line, index) =>
    credentials
      .filter(({ shape }) => shape.test(line))
      .map(({ what }) => ({
        in: { file, lineOf: () => index + 1 },
        at: [],
        message: `the line holds ${what}`,
        ...words,
      })),
  );
}

/** What SOPS has encrypted is meant to be read. */
function filledSecrets(manifests: readonly Manifest[]): RuleFinding[] {
  return manifests
    .filter(({ object }) => object.kind === 'Secret' && object.sops === undefined)
    .flatMap(manifest =>
      ['data', 'stringData']
        .filter(key => Object.keys(recordOf(manifest.object, key)).length > 0)
        .map(key => ({
          in: manifest,
          at: [key],
          message: `the Secret \`${manifest.object.metadata.name}\` has content`,
          ...words,
        })),
    );
}

const words = {
  allowed: 'references to Secrets by name',
  repair: 'create the Secret in the cluster, as the bootstrap runbook shows, and refer to it by name',
};
