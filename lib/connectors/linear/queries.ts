/** Every GraphQL document that is sent to Linear. They are validated against Linear's own schema. */

const page = "pageInfo { hasNextPage endCursor }";
const times = "createdAt updatedAt archivedAt";

/** What is asked for of each row, by the name of the stream it becomes. */
const nodes = {
  teams: `id key name description color visibility ${times}`,
  users: `id name displayName email title active admin guest ${times}`,
  workflow_states: `id name type color description position team { id } ${times}`,
  labels: `id name color description isGroup parent { id } team { id } ${times}`,
  projects:
    `id name description slugId url color priority health healthUpdatedAt startDate targetDate
    startedAt completedAt canceledAt trashed ${times} status { id name type } lead { id name }
    teams(first: 20) { nodes { id } ${page} }`,
  cycles: `id number name description startsAt endsAt completedAt team { id } ${times}`,
  project_updates: `id body health url editedAt ${times} project { id } user { id name }`,
  issues: `id identifier number title description url priority priorityLabel estimate dueDate
    ${times} trashed startedAt completedAt canceledAt previousIdentifiers labelIds
    state { id name type } team { id key name } assignee { id name email } creator { id name }
    project { id name } cycle { id number } parent { id }
    attachments(first: 10, includeArchived: true) { nodes { id } ${page} }`,
  comments: `id body url editedAt issueId projectUpdateId parentId ${times}
    user { id name } externalUser { id name } botActor { name userDisplayName }`,
  attachments:
    `id url title subtitle sourceType metadata ${times} issue { id } creator { id name }`,
} as const;

/** A list of Linear's that is read as a stream of that name. */
export type ListName = keyof typeof nodes;

/** Most rows Linear gives at once. */
export const MAX_PAGE = 250;

function listQuery(
  operation: string,
  [field, filter, more = ""]: readonly [field: string, filter: string, more?: string],
  order: "updatedAt" | "createdAt",
  fields: string,
): string {
  return `query ${operation}($first: Int!, $after: String, $filter: ${filter}) {
  ${field}(first: $first, after: $after, filter: $filter, includeArchived: true, orderBy: ${order}${more}) {
    nodes { ${fields} }
    ${page} } }`;
}

/** Root field, type of its filter, further arguments. */
const roots = {
  teams: ["teams", "TeamFilter"],
  users: ["users", "UserFilter", ", includeDisabled: true"],
  workflow_states: ["workflowStates", "WorkflowStateFilter"],
  labels: ["issueLabels", "IssueLabelFilter"],
  projects: ["projects", "ProjectFilter"],
  cycles: ["cycles", "CycleFilter"],
  project_updates: ["projectUpdates", "ProjectUpdateFilter"],
  issues: ["issues", "IssueFilter"],
  comments: ["comments", "CommentFilter"],
  attachments: ["attachments", "AttachmentFilter"],
} as const satisfies Record<ListName, readonly [string, string, string?]>;

const operationOf = (field: string) => field[0]!.toUpperCase() + field.slice(1);

/** The root field that holds a list's connection. */
export const fieldOf = (list: ListName): string => roots[list][0];

/** Whole rows, newest change first. Variables: `first`, `after`, `filter`. */
export const listQueries = Object.fromEntries(
  Object.entries(roots).map(([list, root]) => [
    list,
    listQuery(operationOf(root[0]), root, "updatedAt", nodes[list as ListName]),
  ]),
) as Record<ListName, string>;

/** What is asked for of each row when its presence alone is looked at. */
const stamps = {
  projects: "id updatedAt trashed",
  cycles: "id updatedAt",
  project_updates: "id updatedAt",
  issues: "id updatedAt trashed",
  comments: "id updatedAt issueId projectUpdateId",
  attachments: "id updatedAt",
} as const;

/** A list whose rows are looked for by their ids, since it is not read whole each time. */
export type SweptName = keyof typeof stamps;

/** Ids and times alone, by creation, newest first. Variables: `first`, `after`, `filter`. */
export const idQueries = Object.fromEntries(
  Object.entries(stamps).map(([list, fields]) => {
    const root = roots[list as SweptName];
    return [list, listQuery(`${operationOf(root[0])}Ids`, root, "createdAt", fields)];
  }),
) as Record<SweptName, string>;

/** Who asks, in which workspace, and about how many issues it holds. */
export const viewerQuery = `query Viewer {
  viewer { id name admin guest }
  organization { id name urlKey createdIssueCount } }`;

/** The teams a token sees, with what each holds. Variable: `after`. */
export const teamsSeenQuery = `query TeamsSeen($after: String) {
  teams(first: 250, after: $after, includeArchived: true) {
    nodes { id key name visibility issueCount(includeArchived: true) }
    ${page} } }`;

/** All attachments of one issue, for those whose first page was not all. Variables: `id`, `after`. */
export const issueAttachmentsQuery = `query IssueAttachments($id: String!, $after: String) {
  issue(id: $id) {
    attachments(first: 250, after: $after, includeArchived: true) { nodes { id } ${page} } } }`;

/** All teams of one Linear project. Variables: `id`, `after`. */
export const projectTeamsQuery = `query ProjectTeams($id: String!, $after: String) {
  project(id: $id) { teams(first: 250, after: $after) { nodes { id } ${page} } } }`;

/** The issues that hold an address as an attachment. Variables: `url`, `after`. */
export const linkedIssuesQuery = `query LinkedIssues($url: String!, $after: String) {
  attachmentsForURL(url: $url, first: 50, after: $after, includeArchived: true) {
    nodes { id issue { id identifier url } }
    ${page} } }`;

/** Makes an issue. `input.id` is ours: the same one twice is the same issue. */
export const createIssueMutation = `mutation CreateIssue($input: IssueCreateInput!) {
  issueCreate(input: $input) { success issue { id identifier url } } }`;

/** Attaches an address to an issue; an issue holds an address once. */
export const linkUrlMutation = `mutation LinkUrl($issueId: String!, $url: String!, $title: String) {
  attachmentLinkURL(issueId: $issueId, url: $url, title: $title) { success attachment { id } } }`;

/** Registers a webhook. */
export const createWebhookMutation = `mutation CreateWebhook($input: WebhookCreateInput!) {
  webhookCreate(input: $input) { success webhook { id enabled } } }`;

/** All documents, by operation. */
export const documents: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ...Object.values(listQueries),
    ...Object.values(idQueries),
    viewerQuery,
    teamsSeenQuery,
    issueAttachmentsQuery,
    projectTeamsQuery,
    linkedIssuesQuery,
    createIssueMutation,
    linkUrlMutation,
    createWebhookMutation,
  ].map((document) => [/^\w+ (\w+)/.exec(document)![1]!, document]),
);
