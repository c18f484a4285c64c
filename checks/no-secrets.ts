import type { Finding } from '../model/finding';
import { isRecord, type Manifest, parseManifests } from '../model/manifest';
import type { Check } from './check';

export const noSecrets: Check = {
  code: 'no-secrets',
  title: 'nothing secret is written',
  run: ({ texts, manifests }) => [
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
  return [...files].flatMap(([file, text]) => [
    ...credentialsIn(file, text),
    ...(file.endsWith('.yaml') && text.includes('kind: Secret') ? filledSecrets(parseManifests(text, file)) : []),
  ]);
}

function credentialsIn(file: string, text: string): Finding[] {
  return text
    .split('\n')
    .flatMap((line, index) =>
      credentials
        .filter(({ shape }) => shape.test(line))
        .map(({ what }) => finding(file, index + 1, '', `the line holds ${what}`)),
    );
}

/** What SOPS has encrypted is meant to be read. */
function filledSecrets(manifests: readonly Manifest[]): Finding[] {
  return manifests.flatMap(({ object, file, lineOf }) =>
    (object.kind === 'Secret' && object.sops === undefined ? ['data', 'stringData'] : [])
      .filter(key => isRecord(object[key]) && Object.keys(object[key]).length > 0)
      .map(key => finding(file, lineOf([key]), key, `the Secret \`${object.metadata.name}\` carries content`)),
  );
}

function finding(file: string, line: number, path: string, message: string): Finding {
  return {
    code: 'no-secrets',
    severity: 'error',
    file,
    line,
    path,
    message,
    allowed: 'references to Secrets by name',
    repair: 'create the Secret in the cluster, as the bootstrap runbook shows, and name it here',
  };
}
