import type { BrokenInvariant } from './judge';

/** How far one campaign came, as the program's own API says. */
export interface CampaignFigures {
  /** Leads enrolled. */
  readonly total: number;
  /** Leads dialed at least once. */
  readonly called: number;
  readonly connected: number;
  readonly qualified: number;
  /** Calls placed, retries included. */
  readonly calls: number;
}

/** The figures of all campaigns of a demonstration and what its judges found. */
export function lastLine(campaigns: readonly CampaignFigures[], broken: readonly BrokenInvariant[]): string {
  const sum = (figure: (campaign: CampaignFigures) => number): number =>
    campaigns.reduce((all, one) => all + figure(one), 0);
  return [
    `demo: ${sum(({ total }) => total)} leads`,
    `${sum(({ calls }) => calls)} calls`,
    `${sum(({ connected }) => connected)} connected`,
    `${sum(({ qualified }) => qualified)} qualified`,
    `${sum(({ calls, called }) => calls - called)} retries`,
    `${violationsIn(broken)} violations`,
  ].join(', ');
}

/** Rows that break an invariant, all invariants together. */
export function violationsIn(broken: readonly BrokenInvariant[]): number {
  return broken.reduce((all, { rows }) => all + rows, 0);
}

/** One line per broken invariant with the first rows that break it. */
export function describeViolations(broken: readonly BrokenInvariant[]): string[] {
  return broken.map(({ name, rows, sample }) => `violated: ${name} (${rows}): ${JSON.stringify(sample)}`);
}
