# Keeps how each ECS task ended, for incidentkit collect: a rule of EventBridge writes the event of each stopped task to a log group.
# One of it is needed in each region. Events are free of charge; a stopped task takes about 2 KB in CloudWatch Logs.

variable "incidentkit_retention_days" {
  description = "How long the events are kept, in days; one of the values that CloudWatch Logs takes."
  type        = number
  default     = 90
}

resource "aws_cloudwatch_log_group" "incidentkit_ecs_tasks" {
  name              = "/aws/events/incidentkit/ecs-tasks"
  retention_in_days = var.incidentkit_retention_days
}

# EventBridge writes to a log group by a policy of the log service, not by a role.
data "aws_iam_policy_document" "incidentkit_ecs_tasks" {
  statement {
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${aws_cloudwatch_log_group.incidentkit_ecs_tasks.arn}:*"]

    principals {
      type        = "Service"
      identifiers = ["events.amazonaws.com", "delivery.logs.amazonaws.com"]
    }
  }
}

resource "aws_cloudwatch_log_resource_policy" "incidentkit_ecs_tasks" {
  policy_name     = "incidentkit-ecs-tasks"
  policy_document = data.aws_iam_policy_document.incidentkit_ecs_tasks.json
}

resource "aws_cloudwatch_event_rule" "incidentkit_ecs_tasks" {
  name        = "incidentkit-ecs-tasks"
  description = "The events of stopped ECS tasks, for incidentkit"
  event_pattern = jsonencode({
    source      = ["aws.ecs"]
    detail-type = ["ECS Task State Change"]
    detail      = { lastStatus = ["STOPPED"] }
  })
}

resource "aws_cloudwatch_event_target" "incidentkit_ecs_tasks" {
  rule       = aws_cloudwatch_event_rule.incidentkit_ecs_tasks.name
  target_id  = "log-group"
  arn        = aws_cloudwatch_log_group.incidentkit_ecs_tasks.arn
  depends_on = [aws_cloudwatch_log_resource_policy.incidentkit_ecs_tasks]
}
