import { isGitRevision } from './git-revision';

test.each(['main', 'feature/x_1', 'v1.2.3+build', 'HEAD', 'a@b', '0123456789abcdef0123456789abcdef01234567'])(
  '%s is a revision',
  text => expect(isGitRevision(text)).toBe(true),
);

test.each([
  '',
  '@',
  '-f',
  '/main',
  'main/',
  'main.',
  'a..b',
  'a//b',
  'a/.b',
  'a.lock',
  'a.lock/b',
  'a@{1}',
  'a b',
  'main; touch x',
  'main;id',
  'a$(id)',
  'a\nb',
  'a~1',
  'a^',
  'a:b',
  'a*',
  'a[b',
  "a'b",
  'a`b`',
  'a'.repeat(256),
])('%j is not a revision', text => expect(isGitRevision(text)).toBe(false));
