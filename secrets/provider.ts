/** What kind of text a credential was found in: how much is needed to believe it depends on it. */
export type Context = 'data' | 'code' | 'prose';

/** A credential by its shape alone, whatever key it has. */
export interface Provider {
  /** With its article: `a GitHub token`. */
  readonly what: string;
  /** One of them is part of every match, in this case: what a text is searched for first. */
  readonly hints: readonly string[];
  /** Global. The group `secret` is the secret part; without the group the whole match is. */
  readonly shape: RegExp;
  /** Where the shape is documented. */
  readonly source: string;
  /** Whether the groups of a match, `match` itself and what is `before` it on its line are those of a credential. @default they are */
  accepts?(groups: Readonly<Record<string, string>>, context: Context): boolean;
}

/** The rule set in which a shape was looked up when no page of the issuer is named. */
export const gitleaks = 'gitleaks 8.30 config/gitleaks.toml';

/** A token that begins with one of several prefixes and that nothing but its own characters surrounds. */
export function token(what: string, prefixes: readonly string[], body: string, source = gitleaks): Provider {
  const start = prefixes.map(prefix => prefix.replaceAll(/[.+]/g, '\\$&')).join('|');
  return { what, hints: prefixes, shape: new RegExp(`(?<![\\w-])(?:${start})${body}(?![\\w-])`, 'g'), source };
}
