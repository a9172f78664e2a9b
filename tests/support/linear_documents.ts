const page = "pageInfo { hasNextPage endCursor }";

/** The documents of `connectors.md`, section 2, and what a connector asks besides, by name. */
export const linearDocuments: Record<string, string> = {
  Issues: `query Issues($first: Int!, $after: String, $filter: IssueFilter) {
    issues(first: $first, after: $after, filter: $filter, includeArchived: true, orderBy: updatedAt) {
      nodes { id identifier number title description url priority priorityLabel estimate dueDate
        createdAt updatedAt archivedAt trashed startedAt completedAt canceledAt previousIdentifiers
        state { id name type } team { id key name } assignee { id name email } creator { id }
        project { id name } cycle { id number } parent { id } labelIds
        attachments(first: 10) { nodes { id url sourceType } ${page} } }
      ${page} } }`,
  Ids: `query Ids($after: String) {
    issues(first: 250, after: $after, includeArchived: true, orderBy: createdAt) {
      nodes { id updatedAt archivedAt trashed } ${page} } }`,
  Check: `query Check($ids: [ID!]!) {
    issues(first: 250, includeArchived: true, filter: { id: { in: $ids } }) { nodes { id } } }`,
  Comments: `query Comments($after: String, $f: CommentFilter) {
    comments(first: 100, after: $after, includeArchived: true, orderBy: updatedAt, filter: $f) {
      nodes { id body issueId parentId createdAt updatedAt archivedAt user { id name } } ${page} } }`,
  Viewer: `{ viewer { id name email admin } organization { id name urlKey } }`,
  Teams: `query Teams($after: String) {
    teams(first: 250, after: $after, includeArchived: true) {
      nodes { id key name description private visibility createdAt updatedAt archivedAt } ${page} } }`,
  Users: `query Users($after: String) {
    users(first: 250, after: $after, includeArchived: true, includeDisabled: true) {
      nodes { id name displayName email active admin createdAt updatedAt archivedAt } ${page} } }`,
  States: `query States($after: String) {
    workflowStates(first: 250, after: $after, includeArchived: true) {
      nodes { id name type color position team { id } createdAt updatedAt archivedAt } ${page} } }`,
  Labels: `query Labels($after: String) {
    issueLabels(first: 250, after: $after, includeArchived: true) {
      nodes { id name color description isGroup parent { id } team { id } createdAt updatedAt }
      ${page} } }`,
  Projects: `query Projects($after: String, $filter: ProjectFilter) {
    projects(first: 50, after: $after, includeArchived: true, orderBy: updatedAt, filter: $filter) {
      nodes { id name description slugId url health progress startDate targetDate startedAt
        completedAt canceledAt trashed createdAt updatedAt archivedAt status { id name type }
        lead { id name email } teams(first: 20) { nodes { id } ${page} } }
      ${page} } }`,
  Cycles: `query Cycles($after: String, $filter: CycleFilter) {
    cycles(first: 100, after: $after, includeArchived: true, orderBy: updatedAt, filter: $filter) {
      nodes { id number name startsAt endsAt completedAt progress team { id } createdAt updatedAt }
      ${page} } }`,
  Updates: `query Updates($after: String, $filter: ProjectUpdateFilter) {
    projectUpdates(first: 100, after: $after, orderBy: updatedAt, filter: $filter) {
      nodes { id body health url project { id } user { id } createdAt updatedAt } ${page} } }`,
  Attachments: `query Attachments($after: String, $filter: AttachmentFilter) {
    attachments(first: 100, after: $after, includeArchived: true, orderBy: updatedAt, filter: $filter) {
      nodes { id url title subtitle sourceType metadata issue { id } createdAt updatedAt } ${page} } }`,
  Linked: `query Linked($url: String!) {
    attachmentsForURL(url: $url, first: 50) { nodes { id issue { id identifier } } ${page} } }`,
  Budget: `{ rateLimitStatus { identifier kind
    limits { type allowedAmount remainingAmount requestedAmount period reset } } }`,
  Hooks: `{ webhooks(first: 50) { nodes { id url enabled resourceTypes team { id } } ${page} } }`,
  Create: `mutation Create($input: IssueCreateInput!) {
    issueCreate(input: $input) { success issue { id identifier url } } }`,
  Note: `mutation Note($input: CommentCreateInput!) {
    commentCreate(input: $input) { success comment { id url } } }`,
  Attach: `mutation Attach($input: AttachmentCreateInput!) {
    attachmentCreate(input: $input) { success attachment { id } } }`,
  Hook: `mutation Hook($input: WebhookCreateInput!) {
    webhookCreate(input: $input) { success webhook { id enabled secret } } }`,
};
