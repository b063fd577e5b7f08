import { BadUserInput } from '../../platform/errors/domain-error';
import type { LeadSelection } from '../enrolments.service';
import type { LeadSelectionInput } from './campaign.inputs';

/** @throws BadUserInput when nothing narrows the selection: enrolling everybody must be meant. */
export function selectionOf({ leadIds, projectId, importId }: LeadSelectionInput): LeadSelection {
  if (!leadIds && !projectId && !importId)
    throw new BadUserInput('selection', 'must name leads, a project or an import.');
  return {
    ...(leadIds ? { leadIds } : {}),
    ...(projectId ? { projectId } : {}),
    ...(importId ? { importId } : {}),
  };
}
