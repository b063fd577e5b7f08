import { Query, Resolver } from '@nestjs/graphql';
import { AllowPlatformAdmin } from '../../platform/access/allow.decorator';
import { CarrierAccountModel } from './carrier-account.model';
import { CarrierStanding } from './carrier-standing.service';

@Resolver()
export class CarrierAccountsResolver {
  constructor(private readonly standing: CarrierStanding) {}

  @AllowPlatformAdmin()
  @Query(() => [CarrierAccountModel], {
    description: 'Accounts at the carrier that have given trouble, by name; one in good order need not be among them.',
  })
  async carrierAccounts(): Promise<CarrierAccountModel[]> {
    return (await this.standing.list()).map((account) => CarrierAccountModel.of(account));
  }
}
