import { decodeBase64 } from './base64';
import { isExample, isRandom } from './examples';
import { isOpen } from './open';
import type { Provider } from './provider';

/** Credentials that only the URL, the header, the command or the file around them gives away. */
export const logins: readonly Provider[] = [
  {
    what: 'a password in a URL',
    hints: ['://'],
    shape:
      /[a-z][a-z0-9+.-]{0,20}:\/\/(?<user>[^\s:/@"'`<>\\|]{0,256}):(?<secret>[^\s/@"'`<>\\|]{1,256})@(?<host>[\w.[\]:{$%-]+)/gi,
    source: 'RFC 3986',
    accepts: ({ user = '', secret = '', host = '' }, context) => {
      if (isExample(`${user}:${secret}`)) return false;
      if (/^(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\])/.test(host) && /^[a-z]+$/i.test(secret)) return false;
      return context === 'data' || isBelievable(secret);
    },
  },
  {
    what: 'a token in a URL',
    hints: ['://'],
    shape: /(?:https?|oci|git|ssh):\/\/(?<secret>[^\s:/@"'`<>\\|]{16,256})@(?<host>[\w.-]+)/gi,
    source: 'RFC 3986',
    accepts: ({ secret = '', host = '' }) => isRandom(secret) && !/sentry/.test(host),
  },
  {
    what: 'a token in the query of a URL',
    hints: ['://', '?'],
    shape:
      /[?&](?:access_?token|private_?token|auth_?token|refresh_?token|id_?token|oauth_?token|token|api_?key|apikey|client_?secret|password|passwd|secret|sig|signature|X-Amz-Signature|X-Goog-Signature)=(?<secret>[^\s&"'`<>#\\)\]]{6,512})/gi,
    source: 'RFC 6750 section 2.3',
    accepts: ({ match = '', secret = '' }, context) =>
      !isExample(secret) &&
      (/\d/.test(secret) || (context === 'data' && /access|private/i.test(match))) &&
      !/[${}]/.test(secret),
  },
  {
    what: 'the credential of an Authorization header',
    hints: ['uthorization', 'UTHORIZATION', 'Bearer ', 'Basic '],
    shape:
      /(?<![\w])(?:(?:proxy-)?authorization(?:["'`\]]{0,2}\s{0,4}[:=,]\s{0,4}|\s{1,4})["'`]{0,2}(?<scheme>basic|bearer|token|bot|apikey|negotiate)|(?<bare>(?<=["'`])(?:Basic|Bearer)))\s+(?<secret>[A-Za-z0-9._~+/=:-]{4,4096})/gi,
    source: 'RFC 7617, RFC 6750',
    accepts: ({ scheme, bare, secret = '' }, context) => {
      if (/basic/i.test(scheme ?? bare ?? '')) {
        const pair = decodeBase64(secret);
        return pair?.includes(':') === true && (context === 'data' || isBelievable(pair.slice(pair.indexOf(':') + 1)));
      }
      return isRandom(secret) || (context === 'data' && isBelievable(secret));
    },
  },
  {
    what: 'a password on the command line of curl',
    hints: ['curl '],
    shape:
      /\bcurl\b[^\n|;]{0,400}?\s(?:-u|--user|--proxy-user)[ =]?["']?(?<user>[^\s:"'$]{1,100}):(?<secret>[^\s"'$]{1,200})/g,
    source: 'curl(1)',
    accepts: ({ user = '', secret = '' }) => !isExample(`${user}:${secret}`),
  },
  {
    what: 'a password on a command line',
    hints: ['sshpass', 'docker login', 'podman login', 'registry login', 'mysql', 'redis-cli'],
    shape:
      /\b(?:sshpass|docker login|podman login|registry login|mysql|mysqldump|redis-cli)\b(?:\s+[^\s|;&]{1,100}){0,6}?\s-[pa]\s?["']?(?<secret>[^\s"'$-][^\s"'$]{3,200})/g,
    source: 'sshpass(1), mysql(1), https://docs.docker.com/reference/cli/docker/login/',
    accepts: (_, context) => context !== 'prose',
  },
  {
    what: 'a password for a machine',
    hints: ['machine ', 'default '],
    shape: /^\s*(?:machine\s+\S+|default)\s+login\s+\S+\s+password\s+(?<secret>\S+)/gm,
    source: 'netrc(5)',
  },
  {
    what: 'a password for a database',
    hints: [':5432:', ':*:'],
    shape: /^[^\s:#]+:(?:5432|\*):[^\s:]+:[^\s:]+:(?<secret>[^\s:]+)$/gm,
    source: 'https://www.postgresql.org/docs/current/libpq-pgpass.html',
  },
  {
    what: 'a value of `kubectl create secret`',
    hints: ['--from-literal'],
    shape: /--from-literal[= ]["']?(?<key>[\w.-]+)=["']?(?<secret>[^\s"'`$<]{3,})/g,
    source: 'kubectl create secret generic --help',
    accepts: ({ key = '', secret = '' }, context) => !isOpen(key, secret) && (context === 'data' || isRandom(secret)),
  },
];

/** What prose and programs show as an example is seldom more than a word. */
const isBelievable = (secret: string) => /(?=.*\d)(?=.*[a-z]).{6}/i.test(secret);
