import { findSecrets } from './no-secrets';

const find = (text: string, file = 'dist/homelab/a/a.k8s.yaml') => findSecrets(new Map([[file, text]]));

const secret = (body: string) => `apiVersion: v1\nkind: Secret\nmetadata:\n  name: token\n${body}`;

// Assembled, so that this file does not itself hold what it looks for.
const key = ['-----BEGIN', 'EC PRIVATE KEY-----'].join(' ');
const github = `ghp_${'a1B2'.repeat(10)}`;

test.each(['data:\n  a: aGk=\n', 'stringData:\n  a: hi\n'])(
  'a Secret with %j is refused where it carries content',
  body => {
    expect(find(secret(body))).toMatchObject([
      { code: 'no-secrets', line: 5, message: expect.stringContaining('`token`') },
    ]);
  },
);

test('an empty Secret is accepted: a controller fills it', () => {
  expect(find(secret('type: Opaque\ndata: {}\n'))).toEqual([]);
});

test.each([key, github, `AKIA${'A'.repeat(16)}`, `$2a$10$${'x'.repeat(53)}`])(
  'a credential is found in any file',
  text => {
    expect(find(`first line\n  value: "${text}"\n`, 'dist/homelab/bootstrap/README.md')).toMatchObject([{ line: 2 }]);
  },
);

test('a reference is no secret', () => {
  expect(find('admin:\n  existingSecret: grafana-admin\n  passwordKey: admin-password\n')).toEqual([]);
});
