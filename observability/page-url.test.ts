import { parseRepositoryUrl } from '../model/repository-url';
import { pageURL } from './page-url';

test.each([
  ['https://github.com/octocat/platform.git', 'https://github.com/octocat/platform/blob/main/docs/a.md'],
  ['git@github.com:octocat/platform.git', 'https://github.com/octocat/platform/blob/main/docs/a.md'],
  [
    'ssh://git@gitlab.example.net:2222/ops/platform.git',
    'https://gitlab.example.net/ops/platform/-/blob/main/docs/a.md',
  ],
])('pages of %s', (written, url) => {
  const repository = parseRepositoryUrl(written)!;
  expect(pageURL({ repository, revision: 'main' }, 'docs/a.md')).toBe(url);
});
