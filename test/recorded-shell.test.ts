import { neverEnds, record } from './recorded-shell';

test('arguments are recorded as the program would get them', () => {
  const { commands, complaints } = record(`kubectl get "$NAME" | grep -v 'a b'`, { env: { NAME: 'x y' } });
  expect(commands).toEqual([
    ['grep', '-v', 'a b'],
    ['kubectl', 'get', 'x y'],
  ]);
  expect(complaints).toBe('');
});

test.each([
  ['kubectl get "', /unexpected EOF/],
  ['kubectl get $NAMESPACE', /NAMESPACE: unbound variable/],
])('bash complains about %j', (block, complaint) => {
  expect(record(block).complaints).toMatch(complaint);
});

test('what is injected is found', () => {
  const { commands, made } = record(`helm list; touch a; : > b`);
  expect(commands).toContainEqual(['unknown command: touch']);
  expect(made).toEqual(['b']);
});

test.each([
  ['kubectl get pods --watch', true],
  ['kubectl -n a logs x --follow', true],
  ['kubectl -n a logs -f x', true],
  ['kubectl port-forward svc/x 80 &', true],
  ['kubectl exec x -- tetra getevents', true],
  ['kubectl exec x -- timeout 9 tetra getevents', false],
  ['kubectl apply -f x', false],
  ['hubble observe --follow', true],
  ['hubble observe --last 9', false],
  ['talosctl -n 192.0.2.1 apply-config -f x', false],
  ['talosctl -n 192.0.2.1 dmesg -f', true],
])('whether %s never ends: %s', (block, expected) => {
  expect(record(block).commands.some(neverEnds)).toBe(expected);
});
