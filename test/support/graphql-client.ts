export {
  GraphqlClient,
  GraphqlRequestFailed,
  type SubscriptionSink,
  type Upload,
  type Variables,
} from '../../src/demo/graphql-client';
