import { unionOf } from '../../platform/graphql/refusal.model';
import { FormMappingModel } from './form-mapping.model';
import { ProjectModel } from './project.model';
import { FormAlreadyMapped, ProjectNameTaken } from './projects.refusals';

export const SaveProjectResult = unionOf('SaveProjectResult', ProjectModel, ProjectNameTaken);
export type SaveProjectResult = typeof SaveProjectResult;

export const SaveFormMappingResult = unionOf('SaveFormMappingResult', FormMappingModel, FormAlreadyMapped);
export type SaveFormMappingResult = typeof SaveFormMappingResult;
