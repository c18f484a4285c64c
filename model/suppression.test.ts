import { parseManifests } from './manifest';
import { suppress, suppressionsIn } from './suppression';

const web = `# the shop
apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  image: web:latest
---
apiVersion: v1
kind: Pod
metadata: { name: api }
spec:
  image: api:latest
  args: ["# infraflux-ignore image: not a comment"]
  script: |
    # infraflux-ignore image: part of the script
    image
`;

/** A finding of the code `image` at every line that has an image; the result names the lines that remain. */
function run(text: string, today = '2026-11-28') {
  const lines = text.split('\n').flatMap((line, index) => (/^ +image: \w+:/.test(line) ? [index + 1] : []));
  const findings = lines.map(line => ({
    code: 'image',
    severity: 'error' as const,
    file: 'pods.yaml',
    line,
    path: 'spec.image',
    message: '`image` floats',
  }));
  const suppressions = suppressionsIn(parseManifests(text, 'pods.yaml'), [['pods.yaml', text]]);
  const report = suppress(findings, suppressions, { codes: ['image', 'other-image'], others: ['elsewhere'], today });
  return {
    remaining: report.findings.filter(({ code }) => code === 'image').map(({ line }) => line),
    reasons: report.suppressed.map(({ reason, by }) => `${by}: ${reason}`),
    faults: report.findings
      .filter(({ code }) => code !== 'image')
      .map(({ code, line, severity }) => `${line}: ${severity}: ${code}`),
  };
}

const none = { remaining: [6, 12], reasons: [], faults: [] };
const annotated = (text: string) =>
  web.replace('name: web }', `name: web, annotations: { infraflux.dev/ignore: ${JSON.stringify(text)} } }`);

test('what only looks like a comment suppresses nothing', () => expect(run(web)).toEqual(none));

test.each([
  ['on the line itself', web.replace('image: web:latest', 'image: web:latest # infraflux-ignore image: nightly')],
  ['on the line above', web.replace('  image: web', '  # infraflux-ignore image: nightly\n  image: web')],
  ['above the object', web.replace('# the shop', '# infraflux-ignore image: nightly\n# the shop')],
  ['above the beginning of the document', `# infraflux-ignore image: nightly\n---\n${web}`],
  ['with a colon after the marker', web.replace('# the shop', '#infraflux-ignore: image: nightly')],
])('a comment %s suppresses that finding alone', (_, text) => {
  const { remaining, reasons, faults } = run(text);
  expect({ remaining: remaining.length, reasons, faults }).toEqual({
    remaining: 1,
    reasons: ['comment: nightly'],
    faults: [],
  });
});

test('an annotation suppresses the findings of its object, and a reason may have colons', () => {
  expect(run(annotated('image: built: nightly'))).toEqual({
    remaining: [12],
    reasons: ['annotation: built: nightly'],
    faults: [],
  });
});

test('items of a list are objects of their own', () => {
  const item = (name: string, above = '') =>
    `${above}  - apiVersion: v1\n    kind: Pod\n    metadata: { name: ${name} }\n    spec:\n      image: ${name}:latest\n`;
  const list = `apiVersion: v1\nkind: List\nitems:\n${item('a')}${item('b', '  # infraflux-ignore image: nightly\n')}${item('c')}`;
  expect(run(list)).toMatchObject({ remaining: [8, 19], reasons: ['comment: nightly'] });
});

test.each([
  ['image', 'error: ignore-without-reason'],
  ['image: nightly (until 2026-11-27)', 'error: ignore-expired'],
  ['image: nightly (until 2027-02-30)', 'error: ignore-invalid-date'],
  ['image: nightly (until spring)', 'error: ignore-invalid-date'],
  ['imgae: nightly', 'error: ignore-unknown-code'],
])('`%s` suppresses nothing, and gives an %s', (text, fault) => {
  expect(run(annotated(text))).toEqual({ ...none, faults: [`4: ${fault}`] });
});

test('a date holds through its last day', () => {
  const text = annotated('image: nightly (until 2026-11-28)');
  expect(run(text)).toMatchObject({ remaining: [12], reasons: ['annotation: nightly'], faults: [] });
  expect(run(text, '2026-11-29')).toMatchObject({ remaining: [6, 12], faults: ['4: error: ignore-expired'] });
});

test('a suppression without effect is noted, and those for other commands are left alone', () => {
  expect(run(annotated('other-image: nightly\nelsewhere: nightly'))).toEqual({
    ...none,
    faults: ['4: note: ignore-unused'],
  });
});

test('a misspelt code is corrected', () => {
  const text = annotated('other-imgae: nightly');
  const suppressions = suppressionsIn(parseManifests(text, 'pods.yaml'));
  expect(suppress([], suppressions, { codes: ['other-image'], today: '2026-11-28' }).findings).toMatchObject([
    { message: 'unknown code `other-imgae`', repair: 'did you mean `other-image`?' },
  ]);
});
