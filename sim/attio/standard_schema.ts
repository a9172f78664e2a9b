/** The objects and attributes every Attio workspace begins with, as far as a sales team meets them. */
import type { AttributeType } from "./tables.ts";

/** What an attribute is to be. Absent flags are false. */
export interface AttributePlan {
  slug: string;
  title: string;
  type: AttributeType;
  required?: boolean;
  unique?: boolean;
  multiselect?: boolean;
  /** Filled in by Attio: not writable, without history. */
  enriched?: boolean;
  /** Titles of the options or statuses. */
  choices?: string[];
  /** Titles among `choices` that are celebrated. */
  celebrated?: string[];
  targets?: string[];
  relationship?: { object: string; attribute: string };
}

/** What an object is to be. */
export interface ObjectPlan {
  slug: string;
  singular: string;
  plural: string;
  webPath: string;
  attributes: AttributePlan[];
}

const strengths = ["Very weak", "Weak", "Good", "Strong", "Very strong"];

const enriched: AttributePlan[] = [
  {
    slug: "last_interaction",
    title: "Last interaction",
    type: "interaction",
    enriched: true,
  },
  {
    slug: "strongest_connection_strength",
    title: "Connection strength",
    type: "select",
    enriched: true,
    choices: strengths,
  },
  {
    slug: "twitter_follower_count",
    title: "Twitter follower count",
    type: "number",
    enriched: true,
  },
];

const people: ObjectPlan = {
  slug: "people",
  singular: "Person",
  plural: "People",
  webPath: "person",
  attributes: [
    { slug: "name", title: "Name", type: "personal-name" },
    {
      slug: "email_addresses",
      title: "Email addresses",
      type: "email-address",
      unique: true,
      multiselect: true,
    },
    { slug: "description", title: "Description", type: "text" },
    {
      slug: "company",
      title: "Company",
      type: "record-reference",
      targets: ["companies"],
      relationship: { object: "companies", attribute: "team" },
    },
    { slug: "job_title", title: "Job title", type: "text" },
    { slug: "phone_numbers", title: "Phone numbers", type: "phone-number", multiselect: true },
    { slug: "primary_location", title: "Primary location", type: "location" },
    {
      slug: "associated_deals",
      title: "Associated deals",
      type: "record-reference",
      multiselect: true,
      targets: ["deals"],
      relationship: { object: "deals", attribute: "associated_people" },
    },
    ...enriched,
  ],
};

const companies: ObjectPlan = {
  slug: "companies",
  singular: "Company",
  plural: "Companies",
  webPath: "company",
  attributes: [
    { slug: "domains", title: "Domains", type: "domain", unique: true, multiselect: true },
    { slug: "name", title: "Name", type: "text" },
    { slug: "description", title: "Description", type: "text" },
    {
      slug: "team",
      title: "Team",
      type: "record-reference",
      multiselect: true,
      targets: ["people"],
      relationship: { object: "people", attribute: "company" },
    },
    {
      slug: "categories",
      title: "Categories",
      type: "select",
      multiselect: true,
      choices: ["B2B", "B2C", "E-commerce", "Healthcare", "Manufacturing", "Publishing", "SAAS"],
    },
    { slug: "primary_location", title: "Primary location", type: "location" },
    {
      slug: "employee_range",
      title: "Employee range",
      type: "select",
      choices: ["1-10", "11-50", "51-250", "251-1K", "1K-5K"],
    },
    { slug: "foundation_date", title: "Foundation date", type: "date" },
    {
      slug: "associated_deals",
      title: "Associated deals",
      type: "record-reference",
      multiselect: true,
      targets: ["deals"],
      relationship: { object: "deals", attribute: "associated_company" },
    },
    ...enriched,
  ],
};

const deals: ObjectPlan = {
  slug: "deals",
  singular: "Deal",
  plural: "Deals",
  webPath: "deals/record",
  attributes: [
    { slug: "name", title: "Deal name", type: "text", required: true },
    {
      slug: "stage",
      title: "Deal stage",
      type: "status",
      required: true,
      choices: ["Lead", "In Progress", "Won 🎉", "Lost"],
      celebrated: ["Won 🎉"],
    },
    { slug: "owner", title: "Deal owner", type: "actor-reference", required: true },
    { slug: "value", title: "Deal value", type: "currency" },
    {
      slug: "associated_people",
      title: "Associated people",
      type: "record-reference",
      multiselect: true,
      targets: ["people"],
      relationship: { object: "people", attribute: "associated_deals" },
    },
    {
      slug: "associated_company",
      title: "Associated company",
      type: "record-reference",
      targets: ["companies"],
      relationship: { object: "companies", attribute: "associated_deals" },
    },
  ],
};

const users: ObjectPlan = {
  slug: "users",
  singular: "User",
  plural: "Users",
  webPath: "users/record",
  attributes: [
    { slug: "user_id", title: "User ID", type: "text", required: true, unique: true },
    { slug: "primary_email_address", title: "Primary email address", type: "email-address" },
    { slug: "person", title: "Person", type: "record-reference", targets: ["people"] },
  ],
};

const workspaces: ObjectPlan = {
  slug: "workspaces",
  singular: "Workspace",
  plural: "Workspaces",
  webPath: "workspaces/record",
  attributes: [
    { slug: "workspace_id", title: "Workspace ID", type: "text", required: true, unique: true },
    { slug: "name", title: "Name", type: "text" },
    { slug: "company", title: "Company", type: "record-reference", targets: ["companies"] },
  ],
};

/** All standard objects; `people` and `companies` are always there, the others may be switched off. */
export const standardObjects: ObjectPlan[] = [people, companies, deals, users, workspaces];
