import { decodeBase64 } from './base64';
import { isExample, isRandom } from './examples';
import { isOpen } from './open';
import { gitleaks, type Provider } from './provider';

/** Credentials that have no prefix of their own, or more around them than one. */
export const shapes: readonly Provider[] = [
  {
    what: 'a private key',
    hints: ['PRIVATE KEY'],
    shape:
      /-----? ?BEGIN (?:[A-Z0-9]+ ){0,4}PRIVATE KEY(?: BLOCK)?-? ?----(?<after>(?:[^A-Za-z0-9+/=]|\\[nrt]){0,40}(?:(?:Proc-Type|DEK-Info|Version|Comment|Hash|Charset): ?[^\n\\]{0,80}(?:[^A-Za-z0-9+/=]|\\[nrt]){1,40}){0,4}(?<secret>[A-Za-z0-9+/=]{0,76})(?<rest>[^\n]{0,3}))/g,
    source: 'RFC 7468, RFC 4716, RFC 9580',
    accepts: ({ before = '', secret = '', rest = '', after = '' }, context) => {
      const body = secret.replace(/^[nrt](?=[A-Za-z0-9+/])/, '');
      if (body.length >= 16) return !/^(?:\.\.\.|…)/.test(rest) && !isExample(body);
      // A key that was cut off: the header is all that its line has, and nothing says that the rest was left out.
      const isAlone = /^\s*(?:- )?(?:["']?[\w./-]+["']?\s*[:=]\s*)?["']?$/.test(before);
      return context === 'data' && isAlone && /^["']?\s*$/.test(after);
    },
  },
  {
    what: 'a private key of PuTTY',
    hints: ['PuTTY-User-Key-File-'],
    shape: /PuTTY-User-Key-File-\d: [\s\S]{0,2000}?Private-Lines: \d+\s+(?<secret>[A-Za-z0-9+/=]{16,})/g,
    source: 'https://tartarus.org/~simon/putty-snapshots/htmldoc/AppendixC.html',
  },
  {
    what: 'an AWS access key',
    hints: ['AKIA', 'ASIA', 'ABIA', 'ACCA'],
    shape: /(?<![A-Za-z0-9+])(?:AKIA|ASIA|ABIA|ACCA)[0-9A-Z]{16}(?![A-Za-z0-9+=])/g,
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html',
    accepts: ({ match = '' }) => match.startsWith('AKIA') || (/\d/.test(match) && !geographic.test(match.slice(4))),
  },
  {
    what: 'an Azure client secret',
    hints: ['Q~'],
    shape: /(?<![\w.~-])[\w.~]{3}\dQ~[\w.~-]{31,34}(?![\w.~-])/g,
    source: gitleaks,
  },
  {
    what: 'an Azure account key',
    hints: ['AccountKey=', 'SharedAccessKey='],
    shape: /(?:AccountKey|SharedAccessKey)=(?<secret>[A-Za-z0-9+/]{30,}={0,2})/g,
    source: 'https://learn.microsoft.com/azure/storage/common/storage-configure-connection-string',
  },
  {
    what: 'a Slack webhook',
    hints: ['hooks.slack.com/'],
    shape: /hooks\.slack\.com\/(?:services|workflows|triggers)\/T[0-9A-Z]+\/(?<secret>[0-9A-Z]+\/[\w/]{8,})/g,
    source: 'https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks/',
  },
  {
    what: 'a Discord webhook',
    hints: ['/api/webhooks/'],
    shape: /discord(?:app)?\.com\/api\/webhooks\/\d{8,}\/(?<secret>[\w-]{20,})/g,
    source: 'https://discord.com/developers/docs/resources/webhook',
  },
  {
    what: 'a Microsoft Teams webhook',
    hints: ['.webhook.office.com/'],
    shape: /\.webhook\.office\.com\/webhookb2\/(?<secret>[\w@-]{36,}\/IncomingWebhook\/[\w/-]{20,})/g,
    source: gitleaks,
  },
  {
    what: 'a Google Chat webhook',
    hints: ['chat.googleapis.com/v1/spaces/'],
    shape: /chat\.googleapis\.com\/v1\/spaces\/[\w-]+\/messages\?[^\s"']*token=(?<secret>[\w%-]{16,})/g,
    source: 'https://developers.google.com/workspace/chat/quickstart/webhooks',
  },
  {
    what: 'a Telegram bot token',
    hints: [':AA'],
    shape: /(?<![\w-])(?:bot)?(?<secret>\d{8,10}:AA[\w-]{30,})(?![\w-])/g,
    source: 'https://core.telegram.org/bots/api#authorizing-your-bot',
  },
  {
    what: 'a Cloudflare origin key',
    hints: ['v1.0-'],
    shape: /(?<![\w-])v1\.0-[a-f0-9]{24}-[a-f0-9]{100,}(?![\w-])/g,
    source: gitleaks,
  },
  {
    what: 'a Terraform Cloud token',
    hints: ['.atlasv1.'],
    shape: /(?<![\w-])[A-Za-z0-9]{14}\.atlasv1\.[\w=-]{40,}/g,
    source: gitleaks,
  },
  {
    what: 'a Mailchimp key',
    hints: ['-us'],
    shape: /(?<![\w-])[a-f0-9]{32}-us\d{1,2}(?![\w-])/g,
    source: gitleaks,
  },
  {
    what: 'a JSON web token',
    hints: ['eyJ'],
    shape: /(?<![\w-])eyJ[\w-]{10,}\.eyJ(?<claims>[\w-]{8,})\.[\w-]{10,}/g,
    source: 'RFC 7519',
    // The subject of the token that jwt.io explains.
    accepts: ({ claims = '' }) => decodeBase64(`eyJ${claims}`)?.includes('"sub":"1234567890"') !== true,
  },
  {
    what: 'a password hash',
    hints: [
      '$2a$',
      '$2b$',
      '$2y$',
      '$1$',
      '$5$',
      '$6$',
      '$y$',
      '$apr1$',
      '$argon2',
      '$scrypt$',
      '$pbkdf2',
      '{SSHA',
      '{SHA}',
    ],
    shape:
      /\$2[aby]\$\d\d\$[./0-9A-Za-z]{53}|\$(?:1|apr1)\$[./0-9A-Za-z]{1,8}\$[./0-9A-Za-z]{22}|\$[56]\$(?:rounds=\d+\$)?[./0-9A-Za-z]{1,16}\$[./0-9A-Za-z]{43,86}|\$y\$[./0-9A-Za-z]+\$[./0-9A-Za-z]{1,86}\$[./0-9A-Za-z]{43}|\$argon2(?:id|i|d)\$v=\d+\$m=\d+,t=\d+,p=\d+\$[A-Za-z0-9+/]{8,}\$[A-Za-z0-9+/]{16,}|\$scrypt\$ln=\d+,r=\d+,p=\d+\$[./A-Za-z0-9+]{8,}\$[./A-Za-z0-9+]{16,}|\$pbkdf2-sha\d+\$\d+\$[./A-Za-z0-9]{8,}\$[./A-Za-z0-9]{16,}|\{S?SHA(?:256|512)?\}[A-Za-z0-9+/]{27,}={0,2}/g,
    source: 'crypt(5), Apache htpasswd, RFC 9106, RFC 2307',
    // Documents show hashes to explain their form.
    accepts: (_, context) => context !== 'prose',
  },
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

/** Names of regions that begin like the identifier of a temporary AWS key. */
const geographic = /PACIFIC|SOUTH|NORTH|EAST|WEST|CENTRAL|REGION|MINOR|MARKET/;

/** What prose and programs show as an example is seldom more than a word. */
const isBelievable = (secret: string) => /(?=.*\d)(?=.*[a-z]).{6}/i.test(secret);
