/** Levels of the Pod Security Standards, the strictest first. */
export const podSecurityLevels = ['restricted', 'baseline', 'privileged'] as const;

export type PodSecurityLevel = (typeof podSecurityLevels)[number];
