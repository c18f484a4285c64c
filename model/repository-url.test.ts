import { hasCredential, parseRepositoryUrl, repositoryKey } from './repository-url';

test.each([
  ['https://github.com/octocat/platform.git', 'https', 'github.com', 443, 'octocat/platform.git'],
  ['https://git.example.net:8443/a', 'https', 'git.example.net', 8443, 'a'],
  ['https://helm.cilium.io', 'https', 'helm.cilium.io', 443, ''],
  ['https://192.0.2.7/a/b', 'https', '192.0.2.7', 443, 'a/b'],
  ['git@git.example.net:octocat/platform.git', 'ssh', 'git.example.net', 22, 'octocat/platform.git'],
  ['ssh://git@git.example.net:2222/octocat/platform', 'ssh', 'git.example.net', 2222, 'octocat/platform'],
  ['oci://ghcr.io/octocat/charts', 'oci', 'ghcr.io', 443, 'octocat/charts'],
])('%s is %s at %s:%d', (text, scheme, host, port, path) => {
  expect(parseRepositoryUrl(text)).toMatchObject({ text, scheme, host, port, path });
});

test.each([
  'http://github.com/a/b',
  'github.com/a/b',
  "https://github.com/a/b';id;'.git",
  'https://github.com/a/$(id)',
  'https://github.com/a/`id`',
  'https://github.com/a b',
  'https://github.com/a\nb',
  'https://github.com/a/../b',
  'https://github.com:70000/a',
  'https://999.1.1.1/a',
  'https://[fd00::1]/a',
  'https://-x/a',
  'git@-oProxyCommand=x:a',
  '-oProxyCommand@host:a',
  'file:///etc',
  'ext::sh',
  '',
])('%j is not the URL of a repository', text => expect(parseRepositoryUrl(text)).toBeUndefined());

test.each([
  ['https://github.com/a/b', false],
  ['git@github.com:a/b', false],
  ['ssh://git@github.com/a/b', false],
  ['https://user@github.com/a/b', true],
  ['https://user:pw@github.com/a/b', true],
  ['ssh://git:pw@github.com/a/b', true],
  ['oci://user:pw@ghcr.io/a', true],
  ['https://github.com/a/b?access_token=x', true],
  ['https://github.com?private_token=x', true],
])('%s carries a credential: %s', (text, expected) => {
  const url = parseRepositoryUrl(text);
  expect(url && hasCredential(url)).toBe(expected);
});

test('one repository has one key', () => {
  const keys = ['https://Example.net/a/b', 'https://example.net/a/b.git', 'https://example.net/a/b/'].map(text => {
    const url = parseRepositoryUrl(text);
    return url && repositoryKey(url);
  });
  expect(keys).toEqual(Array(3).fill('https://example.net/a/b'));
});
