import { unionOf } from '../platform/graphql/refusal.model';
import { TenantModel } from './tenant.model';
import { SlugTaken } from './tenants.refusals';

export const CreateTenantResult = unionOf('CreateTenantResult', TenantModel, SlugTaken);
export type CreateTenantResult = typeof CreateTenantResult;
