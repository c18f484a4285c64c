import { decodeBase64 } from './base64';
import { isExample } from './examples';
import { logins } from './logins';
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
  ...logins,
];

/** Names of regions that begin like the identifier of a temporary AWS key. */
const geographic = /PACIFIC|SOUTH|NORTH|EAST|WEST|CENTRAL|REGION|MINOR|MARKET/;
