import { Args, Query, Resolver, Subscription } from '@nestjs/graphql';
import { Allow } from '../../platform/access/allow.decorator';
import type { Page } from '../../platform/graphql/page';
import { Topics } from '../../platform/pubsub/topics';
import { DialingAlertConnection, DialingAlertModel, DialingAlertsArgs } from './dialing-alert.model';
import { DialingAlerts } from './dialing-alerts.service';
import { type AlertNews, DialingAlerted } from './dialing-alerts.topic';

@Resolver()
export class DialingAlertsResolver {
  constructor(
    private readonly alerts: DialingAlerts,
    private readonly topics: Topics,
  ) {}

  @Allow('VIEWER', 'campaigns:read')
  @Query(() => DialingAlertConnection, { description: 'What somebody should look at about dialing, newest first.' })
  async dialingAlerts(@Args() { campaignId, ...page }: DialingAlertsArgs): Promise<Page<DialingAlertModel>> {
    return (await this.alerts.list(campaignId ?? null, page)).map((alert) => DialingAlertModel.of(alert));
  }

  @Allow('VIEWER', 'campaigns:read')
  @Subscription(() => DialingAlertModel, {
    description: 'Each alert of the company as it comes; those before are in dialingAlerts.',
    resolve: (news: AlertNews) => DialingAlertModel.of(news),
  })
  dialingAlerted(): Promise<AsyncIterableIterator<AlertNews>> {
    return this.topics.subscribe(DialingAlerted);
  }
}
