import type { Finding } from '../model/finding';
import type { Place } from '../model/manifest';
import { formatPath, type Step } from '../model/yaml';
import type { Repository } from '../repository/repository';

/** One thing that must hold of written manifests. A check reads nothing but the project. */
export interface Check {
  /** Names the check's file, its page in `docs/checks/`, and every finding it makes. */
  readonly code: string;
  /** What must hold, as a claim: "every object is owned by one Application". */
  readonly title: string;
  run(repository: Repository): readonly Finding[];
}

/** What is wrong at one place; the check adds its code. */
export interface Fault extends Pick<Finding, 'message' | 'allowed' | 'repair'> {
  readonly in: Place;
  readonly at: readonly Step[];
  /** @default 'error' */
  readonly severity?: Finding['severity'];
}

export function check(code: string, title: string, find: (repository: Repository) => readonly Fault[]): Check {
  return {
    code,
    title,
    run: project =>
      find(project).map(({ in: place, at, severity = 'error', ...words }) => ({
        code,
        severity,
        file: place.file,
        line: place.lineOf(at),
        path: formatPath(at),
        ...words,
      })),
  };
}
