import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { AllowPlatformAdmin, AllowSignedIn } from '../../platform/access/allow.decorator';
import { PageArgs } from '../../platform/graphql/connection';
import type { Page } from '../../platform/graphql/page';
import { CallingPolicyModel } from '../policies/calling-policy.model';
import { PlatformSuppressionConnection, PlatformSuppressionModel } from '../suppressions/platform-suppression.model';
import { PlatformSuppressions } from '../suppressions/platform-suppressions.service';
import { EmergencyHoldConnection, EmergencyHoldModel } from './emergency-hold.model';
import { EmergencyHolds } from './emergency-holds.service';
import {
  AddPlatformSuppressionArgs,
  EndEntryArgs,
  PlaceEmergencyHoldArgs,
  SetCounselClearanceArgs,
  SetRegistrationArgs,
} from './operators.args';
import { Registrations } from './registrations.service';

/** The switches of those who run the platform. */
@Resolver()
export class OperatorsResolver {
  constructor(
    private readonly holds: EmergencyHolds,
    private readonly suppressed: PlatformSuppressions,
    private readonly registrations: Registrations,
  ) {}

  @AllowSignedIn()
  @Query(() => EmergencyHoldConnection, {
    description: 'Bans on soliciting people in one place, newest first, with those that are over.',
  })
  async emergencyHolds(@Args() page: PageArgs): Promise<Page<EmergencyHoldModel>> {
    return (await this.holds.list(page)).map((hold) => EmergencyHoldModel.of(hold));
  }

  @AllowPlatformAdmin()
  @Mutation(() => EmergencyHoldModel, {
    description: 'Bans soliciting people in one place, for every company and at once.',
  })
  async placeEmergencyHold(@Args() hold: PlaceEmergencyHoldArgs): Promise<EmergencyHoldModel> {
    return EmergencyHoldModel.of(await this.holds.place(hold));
  }

  @AllowPlatformAdmin()
  @Mutation(() => EmergencyHoldModel, { description: 'Ends a ban before its time.' })
  async liftEmergencyHold(@Args() { id, reason }: EndEntryArgs): Promise<EmergencyHoldModel> {
    return EmergencyHoldModel.of(await this.holds.lift(id, reason));
  }

  @AllowPlatformAdmin()
  @Query(() => PlatformSuppressionConnection, {
    description: 'Numbers nobody may contact for any company, newest first.',
  })
  async platformSuppressions(@Args() page: PageArgs): Promise<Page<PlatformSuppressionModel>> {
    return (await this.suppressed.list(page)).map((entry) => PlatformSuppressionModel.of(entry));
  }

  @AllowPlatformAdmin()
  @Mutation(() => PlatformSuppressionModel, {
    description: 'Lets nobody contact a number, for any company and at once; one already listed keeps its first entry.',
  })
  async addPlatformSuppression(@Args() args: AddPlatformSuppressionArgs): Promise<PlatformSuppressionModel> {
    return PlatformSuppressionModel.of(await this.suppressed.add(args));
  }

  @AllowPlatformAdmin()
  @Mutation(() => PlatformSuppressionModel, {
    description: 'Takes a number off the list for every company. What companies themselves suppressed stays.',
  })
  async removePlatformSuppression(@Args() { id, reason }: EndEntryArgs): Promise<PlatformSuppressionModel> {
    return PlatformSuppressionModel.of(await this.suppressed.remove(id, reason));
  }

  @AllowPlatformAdmin()
  @Mutation(() => CallingPolicyModel, {
    description: 'Notes whether a company meets the duty to register as a telemarketer in one place.',
  })
  async setRegistration(@Args() { tenantId, ...flag }: SetRegistrationArgs): Promise<CallingPolicyModel> {
    return CallingPolicyModel.of(await this.registrations.set(tenantId, flag));
  }

  @AllowPlatformAdmin()
  @Mutation(() => CallingPolicyModel, {
    description: 'Notes whether counsel has cleared a company for a place whose rules ask for that.',
  })
  async setCounselClearance(@Args() { tenantId, ...clearance }: SetCounselClearanceArgs): Promise<CallingPolicyModel> {
    return CallingPolicyModel.of(await this.registrations.clear(tenantId, clearance));
  }
}
