import { Injectable, Logger } from '@nestjs/common';
import { failpoint } from '../platform/failpoints/failpoint';
import { Metrics } from '../platform/metrics/metrics';
import type { Reservation } from '../usage/reservation';
import { TokenBudgets } from '../usage/token-budgets.service';
import { LanguageModelProvider } from './language-model-provider.port';
import { LanguageModel, type ModelAnswer, type ModelRequest } from './language-model.port';
import { ModelFailure, ModelUnavailable, type Spent } from './language-models.errors';

/** A reservation outlives the longest request twice over: one that expires has certainly lost its process. */
const HOLD_FACTOR = 2;

/**
 * Lets no answer pass that the month's budget has no room for. What a request can cost at most is reserved before it is sent, and
 * what it did cost is settled after; a request whose end is unknown counts in full.
 */
@Injectable()
export class MeteredLanguageModel extends LanguageModel {
  private readonly logger = new Logger(MeteredLanguageModel.name);
  private readonly requests;

  constructor(
    private readonly provider: LanguageModelProvider,
    private readonly budgets: TokenBudgets,
    metrics: Metrics,
  ) {
    super();
    this.requests = metrics.counter({
      name: 'language_model_requests_total',
      help: 'Questions to language models by how they ended: answered, or the reason of the failure.',
      labelNames: ['model', 'purpose', 'result'],
    });
  }

  isConfigured(): boolean {
    return this.provider.isConfigured();
  }

  /** @throws TokenBudgetExhausted before anything is sent. */
  async complete(request: ModelRequest): Promise<ModelAnswer> {
    if (!this.isConfigured()) throw new ModelUnavailable({ spent: 'NOTHING', reason: 'not_configured' });
    const reservation = await this.budgets.reserve({
      ...request.attribution,
      purpose: request.purpose,
      model: this.provider.modelOf(request.tier),
      amount: this.provider.worstCaseTokens(request),
      holdMs: this.provider.deadlineMs(request) * HOLD_FACTOR,
    });
    const qualifies = request.purpose === 'ASSESSMENT';
    try {
      if (qualifies) await failpoint('qualify.reserved');
      const answer = await this.provider.complete(request);
      if (qualifies) await failpoint('qualify.answered');
      await this.book(reservation, answer);
      this.count(request, 'answered');
      return answer;
    } catch (error) {
      // Whatever is not a failure of the model itself is a fault of ours, at an unknown point.
      await this.book(reservation, error instanceof ModelFailure ? error.spent : 'UNKNOWN');
      this.count(request, error instanceof ModelFailure ? error.constructor.name : 'fault');
      throw error;
    }
  }

  /** An answer that is here is not lost because the ledger is not: the reservation then expires and counts in full. */
  private async book(reservation: Reservation, spent: Spent): Promise<void> {
    try {
      if (spent === 'NOTHING') await this.budgets.release(reservation);
      else if (spent === 'UNKNOWN') await this.budgets.assume(reservation);
      else {
        const { model, usage, requestId: providerRequestId } = spent;
        await this.budgets.settle(reservation, { model, usage, ...(providerRequestId ? { providerRequestId } : {}) });
      }
    } catch (error) {
      this.logger.error('the cost of an answer was not booked', { reservationId: reservation.id }, error);
    }
  }

  private count(request: ModelRequest, result: string): void {
    this.requests.inc({ model: this.provider.modelOf(request.tier), purpose: request.purpose, result });
  }
}
