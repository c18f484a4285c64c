import type { Finding } from '../model/finding';
import { findingOf, type Rule, type RuleFinding } from '../model/rule';
import type { Repository } from '../repository/repository';
import { type Secret, secretsIn } from '../secrets/scan';

export const noSecrets: Rule<Repository> = {
  code: 'no-secrets',
  severity: 'error',
  title: 'A password, a token, a private key or the content of a Secret',
  why: 'Git keeps everything for everybody who can read the repository, now and later. The rule reads every text that Git tracks, hidden files, scripts and cluster files too, and looks at values as they are read: behind Base64, escapes and folded lines. Placeholders, references by name, public keys and what SOPS has encrypted are accepted.',
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
  find: repository => [...foundIn(repository)],
};

function* foundIn({ texts, documents, tracked }: Repository): Generator<RuleFinding> {
  for (const [file, text] of texts)
    for (const secret of secretsIn(file, text, documents.get(file))) yield found(file, secret);
  for (const file of tracked.files) {
    const text = texts.has(file) ? undefined : tracked.read(file);
    if (text !== undefined) for (const secret of secretsIn(file, text)) yield found(file, secret);
  }
}

/** Refuses what must never reach Git. */
export function findSecrets(files: ReadonlyMap<string, string>): Finding[] {
  return [...files].flatMap(([file, text]) =>
    secretsIn(file, text).map(secret => findingOf(noSecrets, found(file, secret))),
  );
}

function found(file: string, { what, secret, line, key, hasPrefix }: Secret): RuleFinding {
  // Of the secret itself, nothing is shown but what begins every token of its issuer.
  const start = hasPrefix === true && secret.length >= 20 && !/\s/.test(secret) ? ` (\`${secret.slice(0, 4)}…\`)` : '';
  const holder = key !== undefined && /^[\w./-]{1,80}$/.test(key) && key !== secret ? `\`${key}\`` : 'the line';
  return {
    in: { file, lineOf: () => line },
    at: [],
    message: `${holder} holds ${what}${start}`,
    allowed: 'the name of a Secret, a placeholder, or a value that SOPS has encrypted',
    repair:
      'revoke it, because Git has a copy; create a Secret in the cluster as the bootstrap runbook shows, or with External Secrets or SOPS, and refer to it by name',
  };
}
