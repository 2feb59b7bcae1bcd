export { aliased, type Spellings, spellingsOf } from './alias.ts';
export {
  ApiError,
  type ApiErrorOptions,
  type ErrorParameters,
  type FieldError,
  messageOf,
  validationError,
} from './errors/api-error.ts';
export { type ErrorBody, type PresentErrorContext, presentError } from './errors/present-error.ts';
export { ERRORS, type ErrorCode, type ErrorDefinition } from './errors/registry.ts';
export { errorsOf, takesIdempotencyKey } from './errors-of.ts';
export { fieldError } from './field-texts.ts';
export { type LimitKey, RATE_LIMITS, type RateLimit, type Surface } from './limits.ts';
export {
  API_PREFIX,
  type BodyOf,
  type Method,
  methodsOf,
  type OperationDefinition,
  operation,
  type ParamsOf,
  pathOf,
  type QueryOf,
  type ResponseDefinition,
  type ResponseOf,
} from './operation.ts';
export { type Parsed, parse } from './parse.ts';
export { type GrantedScope, SCOPES, type Scope, scopeAllows } from './scopes.ts';
export { type Language, languageOf, type Text } from './text.ts';
