import type { Turn } from '../../conversations/turn.entity';
import { asSpoken } from '../../qualification/assessments/case-files.service';
import { fencedTranscript } from '../../qualification/extraction/fenced-transcript';

/** A thread as data, between two lines of a mark nobody could have written. People of the company stand as AGENT. */
export function threadForModel(turns: readonly Turn[], fence: string): string {
  return fencedTranscript(turns.map(asSpoken), fence);
}
