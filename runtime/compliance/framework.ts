/** A requirement of a framework, in our own few words. */
export interface Control {
  readonly title: string;
  /** What of it nothing here shows, and who would. */
  readonly gap?: string;
}

/** A list of requirements that an auditor asks about, in one version. */
export interface Framework {
  /** First part of the tags that name its controls, `cis-1.12`. */
  readonly tag: string;
  readonly name: string;
  readonly version: string;
  /** What an event can and cannot say about it. */
  readonly caveat: string;
  /** By id, in the order of the framework. */
  readonly controls: Readonly<Record<string, Control>>;
}
