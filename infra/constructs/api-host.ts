import { Fn } from 'aws-cdk-lib'
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2'

/** The host of an API's address, as CloudFront needs it. */
export const apiHost = (api: HttpApi): string => Fn.select(2, Fn.split('/', api.apiEndpoint))
