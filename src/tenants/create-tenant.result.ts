import { unionOf } from '../platform/graphql/refusal.model';
import { TenantModel } from './tenant.model';
import { OwnerHasAccount, SlugTaken } from './tenants.refusals';

export const CreateTenantResult = unionOf('CreateTenantResult', TenantModel, SlugTaken, OwnerHasAccount);
export type CreateTenantResult = typeof CreateTenantResult;
