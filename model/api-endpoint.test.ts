import { parseApiEndpoint } from './api-endpoint';

test.each([
  ['https://192.168.10.10:6443', '192.168.10.10', 6443],
  ['https://api.lab.net:443', 'api.lab.net', 443],
  ['https://api:6443', 'api', 6443],
])('%s is %s at port %d', (text, host, port) => {
  expect(parseApiEndpoint(text)).toMatchObject({ text, host, port });
});

test.each([
  'https://999.999.999.999:6443',
  'https://...:6443',
  'https://-:6443',
  'https://a:70000',
  'https://a:0',
  'https://a',
  'http://a:6443',
  'https://a:6443/',
  'https://user@a:6443',
  'https://[fd00::1]:6443',
])('%s is not an API endpoint', text => expect(parseApiEndpoint(text)).toBeUndefined());
